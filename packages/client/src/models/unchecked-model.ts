import type { Model } from '@apikley/types/api'
import { checkModel } from './registry.ts'

/**
 * A model that this package has no description of, such as one that is new today: its input can be anything, and
 * nothing is checked before it is sent. Stands wherever a model value does.
 *
 * @example
 * await apikley.generate(uncheckedModel('new/model-of-today'), { prompt: 'dusk' })
 */
export function uncheckedModel<const Id extends string>(
  id: Id,
): Model<Id, Record<string, unknown>, Record<string, unknown>> {
  return checkModel({ id })
}
