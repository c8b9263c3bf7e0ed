import type { Ledger, Submission } from '@apikley/client'
import { createHash } from 'node:crypto'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { UsageError } from '../command-error.ts'
import { buildInput } from '../fields/build-input.ts'
import { findUploads, type PendingInput } from '../fields/uploads.ts'
import { type CliModel, findModel } from '../models.ts'
import type { Price, Prices } from '../money/prices.ts'
import type { DryRunResult } from '../task/dry-run.ts'
import { extensionOf, fileName } from '../task/target.ts'
import type { Row } from './read-rows.ts'

/** One order of a batch. */
export interface Item extends PendingInput {
  readonly line: number
  readonly model: CliModel
  /** By what is ordered, so that the same row is the same order wherever it stands in the file. */
  readonly key: string
  readonly saveTo: string | undefined
  readonly price: Price
  /** What the ledger has of it. */
  readonly held: Submission | undefined
  /** Whether only the addresses of its uploads tell if it is the order that has its key: the client compares then. */
  readonly isToBeCompared: boolean
}

export interface ItemSettings {
  readonly cwd: string
  /** Begins the keys. */
  readonly batch: string
  readonly models: readonly CliModel[]
  /** The model of rows that name none. */
  readonly model: string | undefined
  readonly unchecked: boolean | undefined
  /** Where results go; nothing: nowhere. */
  readonly folder: string | undefined
  /** Whether an order whose task failed gets another one. */
  readonly retryFailed: boolean | undefined
  readonly prices: Pick<Prices, 'of'>
  readonly ledger: Pick<Ledger, 'get'>
  /** Throws what is wrong with a task. */
  readonly check: (model: CliModel, input: unknown) => Promise<DryRunResult>
}

/** Makes orders of the rows of a file. Throws all that is wrong with them at once: then nothing is sent. */
export async function makeItems(rows: readonly Row[], settings: ItemSettings): Promise<Item[]> {
  const items: Item[] = []
  const problems: string[] = []
  const seen = new Map<string, number>()
  const targets = new Set<string>()
  for (const row of rows) {
    try {
      const item = await makeItem(row, settings, seen)
      if (item.saveTo !== undefined && targets.has(item.saveTo)) {
        throw new UsageError(`another row is saved as '${basename(item.saveTo)}', too`)
      }
      if (item.saveTo !== undefined) targets.add(item.saveTo)
      items.push(item)
    } catch (error) {
      problems.push(`line ${row.line}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (!problems.length) return items
  const shown = problems.slice(0, 10).join('\n  ')
  const more = problems.length > 10 ? `\n  and ${problems.length - 10} more` : ''
  throw new UsageError(
    `${problems.length} of ${rows.length} orders cannot be sent, so none was:\n  ${shown}${more}`,
    'Correct them, then repeat the command.',
  )
}

async function makeItem(row: Row, settings: ItemSettings, seen: Map<string, number>): Promise<Item> {
  const { cwd, batch, folder, prices, check } = settings
  const id = row.model ?? settings.model
  if (id === undefined) {
    throw new UsageError("it names no model: give --model <id>, or a column 'model'")
  }
  const model = findModel(settings.models, id, settings.unchecked)
  if (row.save !== undefined && folder === undefined) {
    throw new UsageError(`it is to be saved as '${row.save}', and there is no --save that names the folder`)
  }
  const pending = await findUploads(model.schema, buildInput(model.schema, row.cells, cwd, row.input), cwd)
  const { fingerprint } = await check(model, pending.sample)
  const name = row.key ?? `${batch}/${hashOf({ model: id, input: pending.sample })}`
  const times = (seen.get(name) ?? 0) + 1
  seen.set(name, times)
  if (row.key !== undefined && times > 1) throw new UsageError(`another row has the key '${row.key}', too`)
  const first = times > 1 ? `${name}.${times}` : name
  const { key, held } = await currentAttempt(first, settings)
  const isTaken = held !== undefined && held.state !== 'rejected' && row.key !== undefined
  const hasUploads = pending.uploads.length > 0
  if (isTaken && !hasUploads && held.fingerprint !== fingerprint) {
    throw new UsageError(`the key '${key}' was used before, for another order`)
  }
  // By what is ordered, too: a file that is edited must not lead to the result of another row.
  const title = row.key === undefined ? titleOf(pending.sample) + key.slice(batch.length + 1) : key
  const file = row.save ?? fileName(title, extensionOf(model))
  return {
    ...pending,
    line: row.line,
    model,
    key,
    held,
    isToBeCompared: isTaken && hasUploads,
    saveTo: folder === undefined ? held?.saveTo : targetIn(folder, file),
    price: await prices.of(model, pending.sample),
  }
}

/** What a table says must not be written elsewhere than where the command line says. */
function targetIn(folder: string, file: string): string {
  const path = join(folder, file)
  const below = relative(folder, path)
  if (below && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(file)) return path
  throw new UsageError(`'save' must be a file in the folder of --save, and is '${file}'`)
}

/** The order that stands for a row now: after a failure another one, `/2`, `/3`, …, if it was told to try again. */
async function currentAttempt(
  first: string,
  { ledger, retryFailed }: ItemSettings,
): Promise<{ readonly key: string; readonly held: Submission | undefined }> {
  let [key, held] = [first, await ledger.get(first)]
  for (let attempt = 2; held?.state === 'failed'; attempt++) {
    const next = `${first}/${attempt}`
    const further = await ledger.get(next)
    if (!further && !retryFailed) break
    ;[key, held] = [next, further]
  }
  return { key, held }
}

function hashOf(order: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(order)))
    .digest('hex')
    .slice(0, 12)
}

/** The same text for values that differ in the order of their fields alone. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  )
}

/** The first words of a prompt, for the name of a file. */
function titleOf(input: unknown): string {
  const { prompt } = Object(input) as { prompt?: unknown }
  if (typeof prompt !== 'string') return ''
  const words = prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const title = Array.from(words.join('-')).slice(0, 40).join('')
  return title && `${title}-`
}
