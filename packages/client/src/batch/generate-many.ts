import type { Model } from '@apikley/types/api'
import type { ApikleyError } from '../errors/apikley-error.ts'
import type { Workshop } from '../extras/workshop.ts'
import { generate } from '../generate/generate.ts'
import type { BatchItem, BatchOptions, SettledItem } from './batch-item.ts'
import { createCreditsGate } from './credits-gate.ts'
import { createLimit } from './limit.ts'

/** Generates all items, so many at once, and settles each by itself. */
export async function generateMany(
  workshop: Workshop,
  given: Iterable<BatchItem<Model, Model>>,
  options: BatchOptions = {},
): Promise<SettledItem[]> {
  const { batch, concurrency = 100, signal, timeoutMs, onUpdate } = options
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw workshop.configurationError(
      `concurrency is ${String(concurrency)}`,
      'Give a whole number above 0; nothing was sent.',
    )
  }
  workshop.milliseconds('timeoutMs', timeoutMs, Infinity)
  const creditsTimeoutMs = workshop.milliseconds('creditsTimeoutMs', options.creditsTimeoutMs, 1_800_000)
  const gate = createCreditsGate(workshop, creditsTimeoutMs, signal)

  const work = async (item: BatchItem<Model, Model>, key: string, index: number): Promise<SettledItem> => {
    const { model, input, saveTo, callBackUrl } = item
    for (;;) {
      const isOpen = await gate.passed()
      if (!isOpen && gate.refusal) return { key, status: 'rejected', reason: gate.refusal }
      try {
        const value = await generate(
          workshop,
          { model, input },
          {
            key,
            saveTo,
            callBackUrl,
            signal,
            timeoutMs,
            onUpdate: onUpdate && ((task) => onUpdate(task, { index, key })),
          },
        )
        return { key, status: 'fulfilled', value }
      } catch (error) {
        // No task was made: the same item can try again when there are credits.
        if (workshop.isApikleyError(error, 'credits') && !signal?.aborted) gate.shut(error)
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
      const { saveTo } = item
      const key = item.key ?? (batch === undefined ? crypto.randomUUID() : `${batch}/${index}`)
      const other = places.get(saveTo) ?? key
      if (saveTo !== undefined) places.set(saveTo, other)
      if (other === key) return limit(() => work(item, key, index))
      // The later result would replace the earlier one, which was paid for, too.
      const what = `saveTo ${workshop.show(saveTo)} is also that of the item '${other}'`
      const nextStep = 'Give each item a path of its own; this one was not sent.'
      const reason = new workshop.ValidationError({ what, nextStep, moneySpent: 'no' })
      return { key, status: 'rejected', reason }
    }),
  )
}
