import { inspect } from 'node:util'

/** Throws what is wrong, with the facts, unless the condition holds. `expect` takes longer than what is tried here. */
export function must(holds: boolean, what: string, ...facts: unknown[]): asserts holds {
  if (!holds) throw new Error([what, ...facts.map((fact) => inspect(fact))].join(', '))
}
