import { invalidCall } from '../errors.ts'
import type { InputDraft } from './input-draft.ts'
import { synonyms } from './synonyms.ts'
import { firstFitting } from './values.ts'

/** Writes how many results are wanted, where the model makes so many in one task. Answers how many tasks that takes. */
export function writeCount(draft: InputDraft, n: number): number {
  if (!Number.isSafeInteger(n) || n < 1)
    throw invalidCall('n', `must be a whole number from 1 on, received ${n}`)
  if (n === 1) return 1
  const field = draft
    .fieldsOf(synonyms.n.own)
    .find(({ schema }) => firstFitting(schema, [n, String(n)]) !== undefined)
  if (!field) return n
  draft.set('n', field, firstFitting(field.schema, [n, String(n)]))
  return 1
}

/** Writes the seed. Of several tasks each gets the next one: of one seed they would be alike, and each be paid. */
export function writeSeed(
  draft: InputDraft,
  seed: number | undefined,
  tasks: number,
): readonly Readonly<Record<string, unknown>>[] {
  const alike = Array.from({ length: tasks }, () => ({}))
  if (seed === undefined || draft.write('seed', synonyms.seed, [seed, String(seed)]) === undefined)
    return alike
  if (tasks === 1) return alike
  const [field] = draft.fieldsOf(synonyms.seed.own)
  if (!field) return alike
  const details = `${tasks} results of one seed would be alike: they get ${seed} to ${seed + tasks - 1}.`
  draft.warnings.push({ type: 'compatibility', feature: 'seed', details })
  return alike.map((_, index) => {
    const value = firstFitting(field.schema, [seed + index, String(seed + index)])
    if (value === undefined) throw draft.refusal('seed', seed + index, field)
    return { [field.name]: value }
  })
}
