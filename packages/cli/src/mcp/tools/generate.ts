import { isApikleyError } from '@apikley/client'
import { UsageError } from '../../command-error.ts'
import type { Connection } from '../../connection/connect.ts'
import { formatNumber } from '../../terminal/words.ts'
import { agentFailure, type AgentFailure } from '../failure.ts'
import { type CheckedJob, checkJobs, type Job, jobsSchema } from '../job.ts'
import type { AgentSession } from '../session.ts'
import { spend } from '../spend.ts'
import type { Tool } from '../tool.ts'

export const generate: Tool<{ readonly jobs: readonly Job[]; readonly confirm?: boolean }> = {
  name: 'generate',
  title: 'Generate videos and images (costs money)',
  description:
    'Orders jobs, and answers their task ids at once: call wait then. Costs money, also if the result is not to your ' +
    'liking; a task cannot be cancelled. The same idempotency_key never pays twice.',
  schema: {
    type: 'object',
    properties: {
      jobs: jobsSchema,
      confirm: {
        type: 'boolean',
        description: 'true once a person has agreed to the price. Never set it before you have asked.',
      },
    },
    required: ['jobs'],
  },
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  run: async ({ jobs, confirm = false }, session) => {
    const connection = await session.online()
    if (jobs.some(({ idempotency_key: key }) => session.hide(key) !== key)) {
      throw new UsageError(
        'An idempotency_key is a name for an order, and this is the API key. Nothing was sent.',
      )
    }
    const checked = await checkJobs(session, jobs)
    await spend(session, checked, confirm)
    const sent = await Promise.all(checked.map((job) => order(session, connection, job)))
    const failures = sent.flatMap(({ failure }) => failure ?? [])
    const late = sent.filter(({ state }) => state === 'sending').length
    const accepted = sent.length - failures.length - late
    const left = session.allowance.most - (await session.allowance.spent())
    const say = [
      `${accepted} of ${sent.length} accepted. ${formatNumber(left)} credits of this session are left.`,
      accepted || late ? 'Call wait with their ids.' : '',
      late ? `${late} have no answer yet: they may be accepted; wait with the idempotency_key tells.` : '',
      ...new Set(failures.map(({ next }) => next)),
    ]
    return {
      say: say.filter(Boolean).join(' '),
      data: {
        jobs: sent.map(({ failure, ...job }) => ({
          ...job,
          ...(failure && { error: failure.error.slice(0, 500), money_spent: failure.money_spent }),
        })),
      },
      isError: failures.length > 0,
    }
  },
}

interface Ordered {
  readonly idempotency_key: string
  readonly state: 'accepted' | 'ordered before' | 'sending' | 'not accepted' | 'unknown'
  /** What it is expected to cost; nothing if that is not known. */
  readonly credits: number | undefined
  readonly task_id?: string
  readonly failure?: AgentFailure
}

/** Orders one job. What is being sent is never aborted: then nobody would know whether it is paid. */
async function order(
  { allowance, within }: AgentSession,
  { apikley }: Connection,
  { key, model, input, fields, held, price }: CheckedJob,
): Promise<Ordered> {
  const about = { idempotency_key: key, credits: price.credits }
  const created = apikley.tasks.create({ model, input, fields }, { key, submitWithinMs: 30_000 })
  const settle = (error?: unknown): void => {
    if (!held) allowance.settle(key, isApikleyError(error) && error.moneySpent === 'no')
  }
  created.then(() => settle(), settle)
  try {
    const answered = await within(created)
    if (!answered) return { ...about, state: 'sending' }
    const state = held ? 'ordered before' : 'accepted'
    return { ...about, state, task_id: answered.value.taskId }
  } catch (error) {
    const failure = agentFailure(error, { key })
    const state = failure.money_spent === 'no' ? 'not accepted' : 'unknown'
    return { ...about, state, failure }
  }
}
