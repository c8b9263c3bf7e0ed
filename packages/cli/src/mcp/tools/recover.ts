import type { Recovery, Submission } from '@apikley/client'
import { readdirSync } from 'node:fs'
import { dirname, join, parse, relative } from 'node:path'
import { extensionOf, fileName } from '../../task/target.ts'
import { isBelow, pathBelow } from '../below.ts'
import { agentFailure, forUnknown } from '../failure.ts'
import { linksOf } from '../outcome.ts'
import type { Link, Tool } from '../tool.ts'

/** How many of a kind an answer tells. */
const most = 8

export const recover: Tool<{ readonly folder?: string; readonly timeout_seconds?: number }> = {
  name: 'recover',
  title: 'Finish what is open',
  description:
    'Looks after all orders that are open, also those of a session before: waits for them, tells their results, saves ' +
    'them if a folder is given, and names what a person must decide. Leaves alone what a person wanted saved elsewhere. ' +
    'Orders nothing, costs nothing.',
  schema: {
    type: 'object',
    properties: {
      folder: {
        type: 'string',
        minLength: 1,
        description: 'Where results are saved, below the folder of this server.',
      },
      timeout_seconds: { type: 'number', minimum: 0, maximum: 40, description: 'Default: 30.' },
    },
  },
  hints: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
  run: async ({ folder, timeout_seconds: seconds = 30 }, session) => {
    const { apikley } = await session.online()
    const into =
      folder === undefined ? undefined : dirname(await pathBelow(session.folder, join(folder, 'any')))
    const done = await session.once(`recover ${folder ?? ''}`, () =>
      apikley.recover({
        only: ({ saveTo: elsewhere = '' }) => !elsewhere || isBelow(session.folder, elsewhere),
        timeoutMs: Math.max(1, seconds * 1000),
        callbackTimeoutMs: 0,
        signal: session.ended,
        saveTo: into === undefined ? undefined : (submission) => freeTarget(into, submission),
      }),
    )
    if (!done)
      return { say: 'It goes on. Call recover again to hear of its end.', data: { state: 'recovering' } }
    return answerOf(done.value, session.folder)
  },
}

/** Where a result goes; nothing if one of its files, `a.png`, `a-2.png`, …, would be written over another. */
function freeTarget(folder: string, { key, model, urls }: Submission): string | undefined {
  const file = fileName(key, extensionOf({ id: model }))
  const { name, ext } = parse(file)
  const isTaken = (there: string): boolean => {
    if (there.toLowerCase() === file.toLowerCase()) return true
    const [, number = ''] = /-(\d+)$/.exec(parse(there).name) ?? []
    // Of a task that goes on nobody knows how many it will have.
    const isOfIt = there.toLowerCase() === `${name}-${number}${ext}`.toLowerCase()
    return isOfIt && Number(number) <= (urls?.length ?? Infinity)
  }
  return namesIn(folder).some(isTaken) ? undefined : join(folder, file)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Not there yet.
    return []
  }
}

function answerOf({ finished, failed, pending, undecided, foreign }: Recovery, folder: string) {
  const links: Link[] = finished
    .slice(0, most)
    .flatMap(({ task, files }) => (files.length ? [] : linksOf(task)))
  const unfinished = [...failed, ...pending].map(({ submission, error }) => ({
    ...named(submission),
    failure: agentFailure(error, { key: submission.key, taskId: submission.taskId }),
  }))
  const say = [
    `${finished.length} finished, ${pending.length} pending, ${failed.length} without a result, ` +
      `${undecided.length} that a person must decide, ${foreign.length} of another API, left alone.`,
    pending.length ? 'Call recover again for those that are pending.' : '',
    links.length ? 'The links expire: keep results with save.' : '',
    ...undecided.slice(0, 2).map(({ key }) => `${key}: ${forUnknown(key)}`),
    undecided.length > 2 ? 'The same holds for the others.' : '',
  ]
  return {
    say: say.filter(Boolean).join(' '),
    data: {
      finished: some(finished).map(({ submission, task, files }) => ({
        ...named(submission),
        ...(files.length ? { saved: files.map(({ path }) => relative(folder, path)) } : { urls: task.urls }),
      })),
      unfinished: some(unfinished).map(({ failure, ...one }) => ({
        ...one,
        error: failure.error.slice(0, 300),
        next: failure.next,
      })),
      undecided: some(undecided).map((one) => ({ ...named(one), sent_at: new Date(one.sentAt) })),
      foreign: some(foreign).map((one) => ({ ...named(one), base_url: one.baseUrl })),
    },
    links,
    isError: undecided.length > 0,
  }
}

const some = <T>(all: readonly T[]): readonly T[] => all.slice(0, most)

const named = ({ key, taskId }: Submission) => ({ idempotency_key: key, task_id: taskId })
