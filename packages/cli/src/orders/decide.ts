import { isApikleyError, type Submission } from '@apikley/client'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { connect, type Connection } from '../connection/connect.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { findSubmission } from '../task/find-submission.ts'
import { shellWord } from '../terminal/words.ts'

export interface SettleOptions {
  readonly task?: string
  readonly notCreated?: boolean
}

/** Writes down what a person has found out about an order. */
export async function settle(session: Session<SettleOptions>, name: string): Promise<ExitCode> {
  const { task, notCreated } = session.options
  if ((task === undefined) === !notCreated) {
    throw new UsageError('Say one of two: --task <id>, or --not-created. Nothing was changed.')
  }
  return decide(
    session,
    name,
    async ({ apikley }, { key }) => {
      if (task !== undefined) await refuseUnknown(apikley, task)
      const settled = await apikley.submissions.settle(
        key,
        task === undefined ? { created: false } : { taskId: task },
      )
      const next =
        task === undefined
          ? 'the key is free, and may be sent again'
          : `it is waited for by: apikley wait ${shellWord(task)}`
      return { settled, said: `The order '${key}' is settled: ${next}.` }
    },
    task !== undefined,
  )
}

/** An id with a slip in it would hide what was paid for. Where the API cannot be asked, the person is believed. */
async function refuseUnknown({ tasks }: Connection['apikley'], taskId: string): Promise<void> {
  try {
    await tasks.get(taskId, { signal: AbortSignal.timeout(10_000) })
  } catch (error) {
    if (!isApikleyError(error, 'not-found')) return
    throw new UsageError(
      `The API has no task '${taskId}' for this key. Nothing was changed.`,
      'Copy its id from your list of tasks.',
    )
  }
}

/** Closes an order that nobody can finish. */
export async function forget(session: Session<{ readonly reason: string }>, name: string): Promise<ExitCode> {
  return decide(session, name, async ({ apikley }, { key }) => {
    const settled = await apikley.submissions.forget(key, session.options.reason)
    return { settled, said: `The order '${key}' is closed.` }
  })
}

async function decide(
  { io, printer, options }: Session<object>,
  name: string,
  work: (connection: Connection, held: Submission) => Promise<{ settled: Submission; said: string }>,
  needsKey = false,
): Promise<ExitCode> {
  const connection = await connect(io, printer, options, { needsKey })
  try {
    const held = await findSubmission(connection.ledger, name)
    if (!held) {
      throw new UsageError(
        `The ledger has no order '${name}'. Nothing was changed.`,
        'What it has: apikley tasks --open',
      )
    }
    const { settled, said } = await work(connection, held)
    const { key, state, taskId, model, credits, reason } = settled
    printer.result({ key, state, taskId, model, credits, reason }, [])
    printer.note(said)
    return exitCodes.ok
  } finally {
    await connection.close()
  }
}
