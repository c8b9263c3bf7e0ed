import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import papaparse from 'papaparse'
import type { Outcome } from './outcome.ts'

/** Writes what became of each order into a table beside the results; answers where. */
export async function writeReport(folder: string, outcomes: readonly Outcome[]): Promise<string> {
  const rows = outcomes.map(({ item, status, taskId = '', files, urls, credits = '', failure }) => ({
    line: item.line,
    status,
    key: item.key,
    model: item.model.id,
    task: taskId,
    credits,
    result: (files.length ? files : urls).join(' '),
    error: failure?.message ?? '',
    next: failure?.nextStep ?? '',
  }))
  const path = join(folder, 'report.csv')
  await mkdir(folder, { recursive: true })
  // What a server says must not become a formula of a spreadsheet.
  await writeFile(`${path}.part`, `${papaparse.unparse(rows, { escapeFormulae: true })}\n`)
  await rename(`${path}.part`, path)
  return path
}
