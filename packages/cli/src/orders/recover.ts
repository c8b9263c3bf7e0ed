import type { Recovery, Submission } from '@apikley/client'
import { join, resolve } from 'node:path'
import { accountPage } from '../account-page.ts'
import type { Session } from '../action.ts'
import { connect } from '../connection/connect.ts'
import { onInterrupt } from '../connection/interruption.ts'
import { errorDocument, failureOf, tell } from '../errors/report.ts'
import { type ExitCode, exitCodes, gravest } from '../exit-codes.ts'
import { extensionOf, fileName, shownPath } from '../task/target.ts'
import type { Printer } from '../terminal/printer.ts'
import { clockTime, count, shellWord } from '../terminal/words.ts'

export interface RecoverOptions {
  readonly save?: string
  readonly timeout?: number
}

/** Finishes what the ledger has open, and reports what a person must decide. */
export async function recover({ io, printer, options }: Session<RecoverOptions>): Promise<ExitCode> {
  const { save, timeout: timeoutMs } = options
  const connection = await connect(io, printer, options)
  const { apikley, ledger } = connection
  const interruption = onInterrupt(io, printer, connection)
  try {
    let open = 0
    for await (const _ of ledger.list('open')) open++
    const begun = Date.now()
    const states = new Map<string, string>()
    printer.status.show(
      () => `${count(open, 'order')} open · ${inStates(states)}${clockTime(Date.now() - begun)}`,
    )
    const saveTo = ({ key, model }: Submission): string =>
      join(resolve(io.cwd, save ?? ''), fileName(key, extensionOf({ id: model })))
    const recovery = await apikley.recover({
      timeoutMs,
      signal: interruption.signal,
      callbackTimeoutMs: 0,
      saveTo: save === undefined ? undefined : saveTo,
      onUpdate: ({ taskId, state }, { key }) => {
        states.set(key, state)
        printer.event('state', { key, taskId, state })
      },
    })
    return tellRecovery(printer, recovery, (path) => shownPath(io, path, save))
  } finally {
    interruption.end()
    await connection.close()
  }
}

function inStates(states: ReadonlyMap<string, string>): string {
  const counts = new Map<string, number>()
  for (const state of states.values()) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].map(([state, number]) => `${number} ${state} · `).join('')
}

function tellRecovery(printer: Printer, recovery: Recovery, show: (path: string) => string): ExitCode {
  const { finished, undecided, foreign } = recovery
  printer.status.end()
  const interrupted = [...recovery.failed, ...recovery.pending].map(({ submission, error }) => ({
    submission,
    failure: failureOf(error, { key: submission.key, taskId: submission.taskId }),
  }))
  printer.result(
    {
      finished: finished.map(({ submission: { key }, task: { taskId, urls, creditsConsumed }, files }) => ({
        key,
        taskId,
        urls,
        files: files.map(({ path }) => path),
        creditsCharged: creditsConsumed,
      })),
      unfinished: interrupted.map(({ submission, failure }) => ({
        key: submission.key,
        taskId: submission.taskId,
        error: errorDocument(failure),
      })),
      undecided: undecided.map(({ key, model, sentAt, reason }) => ({
        key,
        model,
        sentAt: new Date(sentAt),
        reason,
      })),
      foreign: foreign.map(({ key, baseUrl }) => ({ key, baseUrl })),
    },
    finished.flatMap(({ files, task }) => (files.length ? files.map(({ path }) => show(path)) : task.urls)),
  )
  for (const { submission, failure } of interrupted) tell(printer, failure, submission.key)
  for (const { key, model, sentAt } of undecided) tellUndecided(printer, key, model, sentAt)
  if (foreign.length) {
    const apis = [...new Set(foreign.map(({ baseUrl }) => baseUrl))].join(', ')
    printer.warn(
      `${count(foreign.length, 'order')} of another API are left alone: --base-url ${apis}`,
      'yellow',
    )
  }
  const nothing = !finished.length && !interrupted.length && !undecided.length
  printer.note(
    nothing
      ? 'Nothing is open.'
      : `${finished.length} finished, ${interrupted.length + undecided.length} not.`,
  )
  return gravest([
    ...interrupted.map(({ failure }) => failure.exitCode),
    ...(undecided.length ? [exitCodes.unknownSubmit] : []),
  ])
}

/** What a person must decide about an order. */
export function tellUndecided(printer: Printer, key: string, model: string, sentAt: number): void {
  const name = shellWord(key)
  printer.warn(
    `${key}: nobody knows whether it made a task (${model}, sent ${new Date(sentAt).toISOString()}). Money may have ` +
      'been spent.',
    'red',
  )
  printer.warn(
    `  Look for it in your list of tasks (${accountPage}), then say what you found:\n` +
      `    apikley settle ${name} --task <id>\n    apikley settle ${name} --not-created`,
  )
}
