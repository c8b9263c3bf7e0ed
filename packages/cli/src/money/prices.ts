import type { Apikley, Ledger } from '@apikley/client'
import { createHash } from 'node:crypto'
import { keepBeside, readBeside } from '../connection/beside-ledger.ts'
import type { CliModel } from '../models.ts'
import { likeInWords, likeOf } from './like.ts'

/** What a task is expected to cost, and how that is known. */
export interface Price {
  /** In credits; nothing where it is not known. */
  readonly credits: number | undefined
  /** Where it is not a known price, but what tasks like it have cost before. */
  readonly history?: History
  /** Where nothing like it is known: what other tasks of its model have cost. */
  readonly others?: Range
}

/** In credits. */
export interface Range {
  readonly least: number
  readonly most: number
}

/** What the last tasks of the same model were charged whose price may depend on the same. Expected is the most of it. */
export interface History extends Range {
  readonly tasks: number
  /** What those tasks have in common beside the model: `duration=5, mode=pro`. */
  readonly like: string
}

/** An order, as its price is asked for. */
export interface Priced {
  readonly key: string
  readonly model: CliModel
  readonly input: unknown
}

export interface Prices {
  readonly of: (model: CliModel, input: unknown) => Promise<Price>
  /** Remembers orders that are about to be sent: once they are charged, they tell what others like them cost. */
  readonly remember: (orders: readonly Priced[]) => Promise<void>
}

/** So many orders that are alike are remembered, and so many of a model; of so many kinds, the last ones. */
const [mostAlike, mostOfModel, mostKinds] = [24, 100, 2_000]
/** Of the file beside the ledger. */
const fileName = 'prices'

/** Keys of orders, newest last, by a digest of what they have in common. No inputs. */
type Remembered = Record<string, readonly string[]>

/**
 * Prices for one piece of work, as they are when it begins: those that are known, and what the ledger has. Of an order
 * without a known price it has credits only once the API has said what was charged.
 */
export function openPrices({
  apikley,
  ledger,
  ledgerFile,
}: {
  readonly apikley: Pick<Apikley<CliModel>, 'estimate'>
  readonly ledger: Pick<Ledger, 'get'>
  readonly ledgerFile: string
}): Prices {
  const asked = new Map<string, Promise<readonly number[]>>()
  const charged = async (name: string): Promise<readonly number[]> => {
    const { [name]: keys = [] } = await read(ledgerFile)
    const held = await Promise.all(keys.map((key) => ledger.get(key)))
    return held.flatMap((one) => (one?.state === 'succeeded' ? (one.credits ?? []) : []))
  }
  const chargedOnce = (name: string): Promise<readonly number[]> => {
    const found = asked.get(name) ?? charged(name)
    asked.set(name, found)
    return found
  }
  return {
    of: async (model, input) => {
      const credits = apikley.estimate(model, input as object)
      if (credits !== undefined) return { credits }
      const like = likeOf(model, input)
      const known = await chargedOnce(digest(model.id, like))
      const range = rangeOf(known)
      if (!range) {
        const others = rangeOf(await chargedOnce(digest(model.id)))
        return { credits, ...(others && { others }) }
      }
      return { credits: range.most, history: { ...range, tasks: known.length, like: likeInWords(like) } }
    },
    remember: async (orders) => {
      const unpriced = orders.filter(
        ({ model, input }) => apikley.estimate(model, input as object) === undefined,
      )
      if (unpriced.length === 0) return
      const remembered = await read(ledgerFile)
      const add = (name: string, key: string, most: number): void => {
        const before = remembered[name]?.filter((one) => one !== key) ?? []
        // To the end.
        delete remembered[name]
        remembered[name] = [...before, key].slice(-most)
      }
      for (const { key, model, input } of unpriced) {
        add(digest(model.id, likeOf(model, input)), key.normalize('NFC'), mostAlike)
        add(digest(model.id), key.normalize('NFC'), mostOfModel)
      }
      const last = Object.entries(remembered).slice(-mostKinds)
      await keepBeside(ledgerFile, fileName, Object.fromEntries(last))
    },
  }
}

function rangeOf(charged: readonly number[]): Range | undefined {
  return charged.length > 0 ? { least: Math.min(...charged), most: Math.max(...charged) } : undefined
}

function digest(...what: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16)
}

async function read(ledgerFile: string): Promise<Remembered> {
  const remembered = Object(await readBeside(ledgerFile, fileName)) as Readonly<Record<string, unknown>>
  const isSound = (keys: unknown): keys is string[] =>
    Array.isArray(keys) && keys.every((key) => typeof key === 'string')
  return Object.fromEntries(
    Object.entries(remembered).filter((entry): entry is [string, string[]] => isSound(entry[1])),
  )
}
