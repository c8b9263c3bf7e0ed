import type { Model } from '@apikley/types/api'
import type { ApikleyError } from '../errors/apikley-error.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { ValidationError } from '../errors/kinds.ts'
import type { GenerateContext } from '../generate/context.ts'
import { generatePrepared } from '../generate/generate.ts'
import { checkOptions } from '../options/check-options.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { show } from '../schema/values.ts'
import { checkKey } from '../submit/check-key.ts'
import { prepareTask } from '../submit/create-task.ts'
import type { PreparedRequest } from '../submit/prepared-request.ts'
import type { BatchItem, BatchOptions, SettledItem } from './batch-item.ts'
import { createCreditsGate } from './credits-gate.ts'
import { createLimit } from './limit.ts'

const itemNames = {
  model: true,
  input: true,
  key: true,
  saveTo: true,
  callBackUrl: true,
  fields: true,
} as const

/** Generates all items, so many at once, and settles each by itself. */
export async function generateMany(
  context: GenerateContext,
  given: Iterable<BatchItem<Model, Model>>,
  options: BatchOptions = {},
): Promise<SettledItem[]> {
  if (typeof Object(given)[Symbol.iterator] !== 'function' || typeof given === 'string') {
    throw configurationError(
      `generateMany takes a list of items, received ${show(given)}`,
      'Give [{ model, input }, …]; nothing was sent.',
    )
  }
  const { batch, concurrency = 100, signal, timeoutMs, onUpdate } = options
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw configurationError(
      `concurrency is ${String(concurrency)}`,
      'Give a whole number above 0; nothing was sent.',
    )
  }
  milliseconds('timeoutMs', timeoutMs, Infinity)
  const creditsTimeoutMs = milliseconds('creditsTimeoutMs', options.creditsTimeoutMs, 1_800_000)
  const gate = createCreditsGate(context, creditsTimeoutMs, signal)

  const work = async (
    prepared: Promise<PreparedRequest>,
    { saveTo }: BatchItem<Model, Model>,
    key: string,
    index: number,
  ): Promise<SettledItem> => {
    for (;;) {
      const isOpen = await gate.passed()
      if (!isOpen && gate.refusal) return { key, status: 'rejected', reason: gate.refusal }
      try {
        const value = await generatePrepared(context, await prepared, {
          key,
          saveTo,
          signal,
          timeoutMs,
          onUpdate: onUpdate && ((task) => onUpdate(task, { index, key })),
        })
        return { key, status: 'fulfilled', value }
      } catch (error) {
        // No task was made: the same item can try again when there are credits.
        if (isApikleyError(error, 'credits') && !signal?.aborted) gate.shut(error)
        else {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- generate throws nothing else.
          return { key, status: 'rejected', reason: error as ApikleyError }
        }
      }
    }
  }

  const limit = createLimit(concurrency)
  const places = new Map<string | undefined, string>()
  return Promise.all(
    [...given].map(async (item, index): Promise<SettledItem> => {
      const { saveTo } = Object(item) as BatchItem<Model, Model>
      const key = item?.key || (batch === undefined ? crypto.randomUUID() : `${batch}/${index}`)
      try {
        checkOptions('an item', item, itemNames)
        checkKey(item)
      } catch (error) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Both throw nothing else.
        return { key, status: 'rejected', reason: error as ApikleyError }
      }
      const other = places.get(saveTo) ?? key
      if (saveTo !== undefined) places.set(saveTo, other)
      if (other === key) {
        // A copy at once: the caller's objects can change until its turn comes. What is wrong with it is told then.
        const { model, input, callBackUrl, fields } = item
        const prepared = prepareTask(context, { model, input, callBackUrl, fields })
        prepared.catch(() => {})
        return limit(() => work(prepared, { ...item }, key, index))
      }
      // The later result would replace the earlier one, which was paid for, too.
      const what = `saveTo ${show(saveTo)} is also that of the item '${other}'`
      const nextStep = 'Give each item a path of its own; this one was not sent.'
      const reason = new ValidationError({ what, nextStep, moneySpent: 'no' })
      return { key, status: 'rejected', reason }
    }),
  )
}
