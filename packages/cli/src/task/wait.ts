import type { Submission } from '@apikley/client'
import type { Session } from '../action.ts'
import { connect, type Connection } from '../connection/connect.ts'
import { type Interruption, onInterrupt } from '../connection/interruption.ts'
import { report } from '../errors/report.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { findSubmission } from './find-submission.ts'
import { showProgress } from './progress.ts'
import { recoverOne } from './recover-one.ts'
import { saveFiles } from './save-files.ts'
import { shownPath, targetPath } from './target.ts'
import { resultOf, tellResult } from './tell-result.ts'

export interface WaitOptions {
  readonly save?: string
  readonly timeout?: number
}

/** Waits for a task that exists, and saves its result: to where the ledger says, or where it is told. */
export async function wait(session: Session<WaitOptions>, name: string): Promise<ExitCode> {
  const { io, printer, options } = session
  const connection = await connect(io, printer, options)
  const interruption = onInterrupt(io, printer, connection)
  let held: Submission | undefined
  try {
    held = await findSubmission(connection.ledger, name)
    return await finish(session, connection, interruption, name, held)
  } catch (error) {
    return report(printer, error, { key: held?.key, taskId: held?.taskId, saveTo: options.save })
  } finally {
    interruption.end()
    await connection.close()
  }
}

async function finish(
  { io, printer, options }: Session<WaitOptions>,
  { apikley, baseUrl, ledger }: Connection,
  { signal }: Interruption,
  name: string,
  held: Submission | undefined,
): Promise<ExitCode> {
  const { timeout: timeoutMs, save } = options
  const taskId = held?.taskId ?? name
  const model = { id: held?.model ?? '' }
  const path = save === undefined ? undefined : targetPath(save, io.cwd, model, held?.key ?? taskId)
  const onUpdate = showProgress(printer, apikley, { model: model.id, createdAt: held?.sentAt ?? Date.now() })
  const show = (file: string): string => shownPath(io, file, save)
  const how = { timeoutMs, signal, onUpdate }
  const known = held && (await recoverOne({ apikley, baseUrl, ledger }, held, path, how))
  if (known) {
    tellResult(printer, await resultOf(ledger, known.task, known.files), show)
    return exitCodes.ok
  }
  const task = await apikley.tasks.wait(taskId, how)
  const files = path === undefined ? [] : await saveFiles(apikley, task.urls, path, signal)
  tellResult(printer, await resultOf(ledger, task, files), show)
  return exitCodes.ok
}
