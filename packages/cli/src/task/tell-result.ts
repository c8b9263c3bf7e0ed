import type { Ledger, SavedFile, SucceededTask } from '@apikley/client'
import type { Printer } from '../terminal/printer.ts'
import { formatNumber } from '../terminal/words.ts'

/** A task that has ended well, as a command tells of it. */
export interface TaskResult {
  readonly key: string | undefined
  readonly task: SucceededTask
  readonly files: readonly SavedFile[]
  /** What it was expected to cost, where the API does not say what it was charged. */
  readonly expected: number | undefined
}

export async function resultOf(
  ledger: Ledger,
  task: SucceededTask,
  files: readonly SavedFile[],
): Promise<TaskResult> {
  const held = await ledger.find(task.taskId).catch(() => undefined)
  return { key: held?.key, task, files, expected: held?.credits }
}

/** Prints where the result is: paths, or else its addresses, or else what it says. */
export function tellResult(printer: Printer, result: TaskResult, show: (path: string) => string): void {
  const { task, files, expected } = result
  const { urls, taskId } = task
  printer.status.end()
  const lines = files.length
    ? files.map(({ path }) => show(path))
    : urls.length
      ? urls
      : [JSON.stringify(task.result?.resultObject ?? task.result)]
  printer.result(resultDocument(result), lines)
  if (task.creditsConsumed !== undefined)
    printer.note(`Charged ${formatNumber(task.creditsConsumed)} credits.`)
  else if (expected === undefined) printer.note('The API does not say what it has charged: apikley credits')
  else printer.note(`Charged about ${formatNumber(expected)} credits (the API does not say it).`)
  if (!files.length && urls.length) {
    printer.note(`The address expires. To save the result: apikley save ${taskId} <path>`, 'dim')
  }
}

function resultDocument({ key, task, files, expected }: TaskResult): object {
  const { taskId, model, state, urls, result, creditsConsumed, createdAt, completedAt } = task
  return {
    key,
    taskId,
    model,
    state,
    files: files.map(({ path, bytes, contentType }) => ({ path, bytes, contentType })),
    urls,
    result: urls.length ? undefined : (result?.resultObject ?? result),
    creditsCharged: creditsConsumed,
    creditsExpected: expected,
    createdAt,
    completedAt,
  }
}
