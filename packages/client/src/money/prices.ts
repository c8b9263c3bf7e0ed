import type { Model } from '@apikley/types/api'
import { configurationError } from '../errors/configuration-error.ts'
import { hasClass, isPlainObject, show } from '../schema/values.ts'

/** What a model costs, in credits: always the same, or by its input; `undefined` where that is not known. */
export type Price<Input> = number | PriceOf<Input>['price']

interface PriceOf<Input> {
  // A method, since TypeScript compares its parameters both ways: a client of some models is a client.
  price(input: Input): number | undefined
}

/** The prices of models, by their ids. */
export type Prices<M extends Model> = {
  readonly [One in M as One['id']]?: Price<One extends Model<string, infer Input> ? Input : never> | undefined
}

/** What a task is expected to cost, in credits; `undefined` where that is not known. */
export interface Estimate {
  (model: string, input: object | string): number | undefined
  /** Whether the price of a model is a function of the input. */
  readonly dependsOnInput: (model: string) => boolean
}

export function createEstimate(prices: Readonly<Record<string, Price<never> | undefined>> = {}): Estimate {
  const entries = isPlainObject(prices) ? Object.entries(prices) : []
  // In a Map none would be found.
  if (!isPlainObject(prices) || (!entries.length && hasClass(prices))) {
    throw unusable(`prices must be an object, received ${show(prices)}`)
  }
  for (const [model, price] of entries) {
    if (price === undefined || typeof price === 'function' || (typeof price === 'number' && price >= 0))
      continue
    throw unusable(`The price of '${model}' must be credits or a function, received ${show(price)}`)
  }
  const priceOf = (model: string): Price<never> | undefined =>
    Object.hasOwn(prices, model) ? prices[model] : undefined
  const estimate = (model: string, input: object | string): number | undefined => {
    const price = priceOf(model)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The prices of a model are typed by its input.
    const credits = typeof price === 'function' ? asked(model, () => price(input as never)) : price
    return typeof credits === 'number' && credits >= 0 ? credits : undefined
  }
  return Object.assign(estimate, { dependsOnInput: (model: string) => typeof priceOf(model) === 'function' })
}

const unusable = (what: string): Error => configurationError(what, "Give them as { 'model/id': 160 }.")

function asked(model: string, price: () => number | undefined): number | undefined {
  try {
    return price()
  } catch (cause) {
    throw configurationError(`The price of '${model}' threw`, 'Correct the function in prices.', cause)
  }
}
