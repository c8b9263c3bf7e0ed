import { isApikleyError, type Submission, type Task } from '@apikley/client'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from '../../connection/connect.ts'
import { findSubmission } from '../../task/find-submission.ts'
import { progressInWords } from '../../task/progress.ts'
import { failed, isBeingSent, linksOf, type Outcome, outcomeOf, withoutTask } from '../outcome.ts'
import type { Tool } from '../tool.ts'

/** Clients give up a call after 60 s. */
const longestSeconds = 50
const lookMs = 500

export const wait: Tool<{ readonly ids: readonly string[]; readonly timeout_seconds?: number }> = {
  name: 'wait',
  title: 'Wait for tasks',
  description:
    'Waits until tasks have ended, at most 50 s a call, and answers how each stands, with links to results. Call it ' +
    'again for those that are pending. Costs nothing; a task goes on whether it is waited for or not.',
  schema: {
    type: 'object',
    properties: {
      ids: {
        type: 'array',
        minItems: 1,
        maxItems: 10,
        items: { type: 'string', minLength: 1 },
        description: 'Task ids, or idempotency_keys.',
      },
      timeout_seconds: { type: 'number', minimum: 0, maximum: longestSeconds, description: 'Default: 45.' },
    },
    required: ['ids'],
  },
  hints: { readOnlyHint: true, openWorldHint: true },
  run: async ({ ids, timeout_seconds: seconds = 45 }, session, call) => {
    const connection = await session.online()
    const begunAt = Date.now()
    const endsAt = begunAt + seconds * 1000
    const signal = AbortSignal.any([call.signal, session.ended, AbortSignal.timeout(longestSeconds * 1000)])
    const stories = new Map<string, string>()
    const tell = (): void =>
      call.progress((Date.now() - begunAt) / 1000, seconds, [...stories.values()].join('; ') || 'waiting')
    const ticking = setInterval(tell, 5_000)
    const onUpdate = (id: string, task: Task, held: Submission | undefined): void => {
      const { state, model = held?.model ?? '' } = task
      const createdAt = task.createdAt?.getTime() ?? held?.sentAt ?? begunAt
      stories.set(id, `${id}: ${progressInWords(connection.apikley, { state, model, createdAt })}`)
      tell()
    }
    try {
      const outcomes = await Promise.all(
        [...new Set(ids)].map((id) => waitFor(connection, id, { endsAt, signal, onUpdate })),
      )
      return answerOf(outcomes)
    } finally {
      clearInterval(ticking)
    }
  },
}

interface How {
  readonly endsAt: number
  readonly signal: AbortSignal
  readonly onUpdate: (id: string, task: Task, held: Submission | undefined) => void
}

async function waitFor({ apikley, ledger }: Connection, id: string, how: How): Promise<Outcome> {
  const { endsAt, signal, onUpdate } = how
  let held: Submission | undefined
  try {
    held = await findSubmission(ledger, id)
    while (held && isBeingSent(held) && Date.now() < endsAt) {
      await sleep(lookMs, undefined, { signal })
      held = await findSubmission(ledger, id)
    }
    const { taskId = held ? undefined : id } = held ?? {}
    if (taskId === undefined) throw withoutTask(held!)
    const task = await apikley.tasks.wait(taskId, {
      timeoutMs: Math.max(1, endsAt - Date.now()),
      signal,
      onUpdate: (seen) => onUpdate(id, seen, held),
    })
    return outcomeOf(id, (await findSubmission(ledger, id)) ?? held, task)
  } catch (error) {
    const goesOn = signal.aborted || isApikleyError(error, 'task-pending') || (held && isBeingSent(held))
    if (!goesOn) return failed(id, held, error)
    return { ...outcomeOf(id, held, undefined), state: 'pending' }
  }
}

function answerOf(outcomes: readonly Outcome[]) {
  const pending = outcomes.filter(({ state }) => state === 'pending').map(({ id }) => id)
  const unsuccessful = outcomes.filter(({ error }) => error !== undefined)
  const done = outcomes.length - pending.length - unsuccessful.length
  const say = [
    `${done} of ${outcomes.length} done, ${pending.length} pending, ${unsuccessful.length} without a result.`,
    pending.length ? `Those go on: call wait again with ${JSON.stringify(pending)}.` : '',
    done ? 'The links expire: keep results with save.' : '',
    ...new Set(unsuccessful.map(({ next = '' }) => next)),
  ]
  return {
    say: say.filter(Boolean).join(' '),
    data: { tasks: outcomes.map((outcome) => ({ ...outcome, next: undefined })) },
    links: outcomes.flatMap(linksOf),
    isError: unsuccessful.length > 0,
  }
}
