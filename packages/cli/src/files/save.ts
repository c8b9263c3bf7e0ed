import { TaskPendingError } from '@apikley/client'
import type { Session } from '../action.ts'
import { connect } from '../connection/connect.ts'
import { onInterrupt } from '../connection/interruption.ts'
import { report } from '../errors/report.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { findSubmission } from '../task/find-submission.ts'
import { saveFiles } from '../task/save-files.ts'
import { shownPath, targetPath } from '../task/target.ts'
import { wait } from '../task/wait.ts'

/** Saves the result of a task that has ended, or what is at an address. */
export async function save(session: Session<object>, what: string, path: string): Promise<ExitCode> {
  if (/^https?:\/\//i.test(what)) return saveAddress(session, what, path)
  const { io, printer, options } = session
  const connection = await connect(io, printer, options)
  try {
    const held = await findSubmission(connection.ledger, what)
    const taskId = held?.taskId ?? what
    const { state, failure } = await connection.apikley.tasks.get(taskId)
    if (state !== 'success' && !failure) throw goesOn(taskId, state)
  } catch (error) {
    return report(printer, error, { saveTo: path })
  } finally {
    await connection.close()
  }
  return wait({ ...session, options: { ...options, save: path } }, what)
}

function goesOn(taskId: string, state: string): TaskPendingError {
  return new TaskPendingError({
    taskId,
    reason: 'timeout',
    what: `The task has not ended; its state is '${state}'`,
    moneySpent: 'yes',
    nextStep: 'Wait for it.',
  })
}

async function saveAddress(
  { io, printer, options }: Session<object>,
  url: string,
  path: string,
): Promise<ExitCode> {
  const connection = await connect(io, printer, options)
  const interruption = onInterrupt(io, printer, connection)
  try {
    const target = targetPath(
      path,
      io.cwd,
      { id: url },
      new URL(url).pathname
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? '',
    )
    printer.status.show(() => `saving ${url}`)
    const [saved] = await saveFiles(connection.apikley, [url], target, interruption.signal)
    const { bytes, contentType } = saved ?? {}
    printer.status.end()
    printer.result({ path: target, bytes, contentType }, [shownPath(io, target, path)])
    return exitCodes.ok
  } finally {
    interruption.end()
    await connection.close()
  }
}
