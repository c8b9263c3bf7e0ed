import { isApikleyError } from '@apikley/client'
import { errorDocument, type Failure, failureOf } from '../errors/report.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Item } from './item.ts'

/** What became of an order. */
export interface Outcome {
  readonly item: Item
  readonly status: 'saved' | 'done' | 'failed' | 'open' | 'unknown'
  readonly taskId: string | undefined
  readonly files: readonly string[]
  readonly urls: readonly string[]
  /** What it was charged, or is expected to be, in credits. */
  readonly credits: number | undefined
  /** Whether it stood finished in the ledger before this run. */
  readonly isEarlier: boolean
  readonly failure?: Failure
}

interface Known {
  readonly taskId?: string | undefined
  readonly credits?: number | undefined
  readonly urls?: readonly string[] | undefined
}

/** Where the files of a result are. */
export const pathsOf = (files: readonly { readonly path: string }[]): string[] =>
  files.map(({ path }) => path)

export function succeeded(item: Item, held: Known, files: readonly string[], isEarlier = false): Outcome {
  const { taskId, credits = item.price.credits, urls = [] } = held
  return { item, status: files.length ? 'saved' : 'done', taskId, files, urls, credits, isEarlier }
}

export function failedBy(item: Item, error: unknown): Outcome {
  const { key, held } = item
  const known = isApikleyError(error) ? error : undefined
  const taskId = known?.taskId ?? held?.taskId
  const failure = failureOf(error, { key, taskId })
  const { exitCode } = failure
  const status =
    exitCode === exitCodes.unknownSubmit
      ? 'unknown'
      : exitCode === exitCodes.pending || exitCode === exitCodes.interrupted
        ? 'open'
        : 'failed'
  return {
    item,
    status,
    taskId,
    files: [],
    urls: [],
    credits: known && known.moneySpent !== 'no' ? item.price.credits : 0,
    isEarlier: false,
    failure,
  }
}

export function outcomeDocument({ item, status, taskId, files, urls, credits, failure }: Outcome): object {
  const { line, key, model } = item
  const error = failure && errorDocument(failure)
  return {
    line,
    key,
    model: model.id,
    status,
    taskId,
    files,
    urls: files.length ? undefined : urls,
    credits,
    error,
  }
}
