import type { Ledger, Submission } from '@apikley/client'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { connect } from '../connection/connect.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { suggestion } from '../suggestion.ts'
import type { Style } from '../terminal/printer.ts'
import { table } from '../terminal/table.ts'
import { ago, formatNumber } from '../terminal/words.ts'

export interface TasksOptions {
  readonly state?: readonly string[]
  readonly open?: boolean
  readonly since?: number
  readonly limit?: number
  readonly all?: boolean
}

/** The states of submissions, each with its colour. */
const styles: Readonly<Record<Submission['state'], Style>> = {
  sending: 'yellow',
  rejected: 'dim',
  unknown: 'red',
  accepted: 'yellow',
  succeeded: 'green',
  failed: 'red',
  forgotten: 'dim',
}

export async function tasks(
  { io, printer, options }: Session<TasksOptions>,
  text: string | undefined,
): Promise<ExitCode> {
  const { all, limit = 20, state = [] } = options
  const states = Object.keys(styles)
  const wrong = state.find((one) => !states.includes(one))
  if (wrong !== undefined) {
    throw new UsageError(
      `There is no state '${wrong}'${suggestion(wrong, states)}: it is ${states.join(', ')}.`,
    )
  }
  const connection = await connect(io, printer, options, { needsKey: false })
  try {
    const { found, shown } = await listed(connection.ledger, options, text, all ? Infinity : limit)
    printer.list(
      shown.map(documentOf),
      shown.length || io.stdout.isTTY ? table(io.stdout, columns, shown.map(rowOf)) : [],
    )
    if (shown.length < found) printer.note(`${found - shown.length} more: --all`, 'dim')
    if (!found) printer.note('Nothing is in the ledger that fits.', 'dim')
    return exitCodes.ok
  } finally {
    await connection.close()
  }
}

/** The newest of those that fit, newest first, and how many fit: a ledger can be long. */
async function listed(
  ledger: Ledger,
  { open, since, state }: TasksOptions,
  text: string | undefined,
  most: number,
): Promise<{ readonly found: number; readonly shown: readonly Submission[] }> {
  const from = since === undefined ? -Infinity : Date.now() - since
  const shown: Submission[] = []
  let found = 0
  for await (const one of ledger.list(open ? 'open' : undefined)) {
    const { key, taskId = '', model } = one
    const hasText = text === undefined || [key, taskId, model].some((field) => field.includes(text))
    if (!hasText || one.sentAt < from || (state?.length && !state.includes(one.state))) continue
    found++
    if (shown.push(one) > most) shown.shift()
  }
  return { found, shown: shown.toReversed() }
}

const columns = [
  { title: 'KEY' },
  { title: 'STATE' },
  { title: 'SENT', leaveOut: 1 },
  { title: 'CREDITS', right: true, leaveOut: 2 },
  { title: 'MODEL', leaveOut: 4 },
  { title: 'TASK', leaveOut: 3 },
  { title: 'RESULT', leaveOut: 5 },
]

function rowOf({ key, state, sentAt, credits, model, taskId, files, saveTo }: Submission) {
  // What was refused costs nothing, and comes to no file.
  const isOver = state === 'rejected'
  return [
    { text: key },
    { text: state, style: styles[state] },
    { text: ago(Date.now() - sentAt) },
    { text: credits === undefined || isOver ? '' : formatNumber(credits) },
    { text: model },
    { text: taskId ?? '' },
    { text: files?.join(' ') ?? (saveTo === undefined || isOver ? '' : `(not yet) ${saveTo}`) },
  ]
}

function documentOf(submission: Submission): object {
  const { key, state, model, taskId, sentAt, baseUrl, credits, saveTo, files, urls, reason } = submission
  return {
    key,
    state,
    model,
    taskId,
    sentAt: new Date(sentAt),
    baseUrl,
    credits,
    saveTo,
    files,
    urls,
    reason,
  }
}
