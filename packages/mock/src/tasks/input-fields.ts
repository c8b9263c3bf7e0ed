/**
 * The values of an input's fields by a pattern of their names, in the order of the input. Every model has names of its
 * own for the same, so they are compared in small letters, without what stands between their words.
 */
export function fieldsLike(input: Record<string, unknown>, names: RegExp): unknown[] {
  return Object.entries(input)
    .filter(([name]) => names.test(name.toLowerCase().replaceAll(/[^a-z\d]/g, '')))
    .map(([, value]) => value)
}
