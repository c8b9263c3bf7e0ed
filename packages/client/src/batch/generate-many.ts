import type { ApikleyError } from '../errors/apikley-error.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { prepareSaving, readResultTarget, type Saving } from '../files/save-result.ts'
import { createPlaces } from '../files/sink/places.ts'
import type { GenerateContext } from '../generate/context.ts'
import { generatePrepared } from '../generate/generate.ts'
import { checkOptions } from '../options/check-options.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Task } from '../schema/task.ts'
import { show } from '../schema/values.ts'
import { checkKey, keyFault, normalKey } from '../submit/check-key.ts'
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
  given: Iterable<BatchItem>,
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
      `concurrency is ${show(concurrency)}`,
      'Give a whole number above 0; nothing was sent.',
    )
  }
  const items = [...given]
  // A name that is forgotten makes every run of the program pay anew.
  const fault = 'batch' in options ? (keyFault(batch) ?? keyFault(`${batch}/${items.length}`)) : undefined
  if (fault) throw configurationError(`batch ${fault}`, 'Correct the call; nothing was sent.')
  milliseconds('timeoutMs', timeoutMs, Infinity)
  const creditsTimeoutMs = milliseconds('creditsTimeoutMs', options.creditsTimeoutMs, 1_800_000)
  const gate = createCreditsGate(context, creditsTimeoutMs, signal, options.onPause)

  const work = async (
    prepared: Promise<PreparedRequest>,
    saving: Saving | undefined,
    key: string,
    index: number,
  ): Promise<SettledItem> => {
    for (;;) {
      const isOpen = await gate.passed()
      if (!isOpen && gate.refusal) return { key, status: 'rejected', reason: gate.refusal }
      try {
        const wait = {
          key,
          signal,
          timeoutMs,
          onUpdate: onUpdate && ((task: Task) => onUpdate(task, { index, key })),
        }
        const value = await generatePrepared(context, await prepared, wait, saving)
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

  let done = 0
  const told = async (settled: SettledItem, index: number): Promise<void> => {
    done++
    try {
      await options.onSettled?.({ ...settled, index }, done, items.length)
    } catch (error) {
      context.events.log('error', 'onSettled threw', { key: settled.key, index, error })
    }
  }

  const limit = createLimit(concurrency)
  const places = createPlaces()
  // The earlier of two items that want one place gets it.
  const inTurn = createLimit(1)
  return Promise.all(
    items
      .map(async (item, index): Promise<SettledItem> => {
        let key = normalKey(batch === undefined ? crypto.randomUUID() : `${batch}/${index}`)
        try {
          // A copy at once: the caller's objects, and the working directory, can change until its turn comes.
          const own = checkOptions<BatchItem>('an item', item ?? null, itemNames)!
          checkKey(own)
          key = own.key === undefined ? key : normalKey(own.key)
          const { model, input, callBackUrl, fields, saveTo } = own
          const target = saveTo === undefined ? undefined : readResultTarget(saveTo)
          const prepared = prepareTask(context, { model, input, callBackUrl, fields })
          prepared.catch(() => {})
          const saving =
            target === undefined
              ? undefined
              : await inTurn(() =>
                  prepareSaving(context, target, { places, owner: `the item '${key}'`, signal }),
                )
          return await limit(() => work(prepared, saving, key, index))
        } catch (error) {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- They throw nothing else.
          return { key, status: 'rejected', reason: error as ApikleyError }
        }
      })
      .map(async (settling, index) => {
        const settled = await settling
        await told(settled, index)
        return settled
      }),
  )
}
