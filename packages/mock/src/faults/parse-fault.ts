import { completeFault, flawsOf, type Flaw } from './check-fault.ts'
import type { CompleteFault } from './fault.ts'
import { InvalidInput } from './invalid-input.ts'

/**
 * A fault from outside, checked, with the defaults of its kind. Throws a TypeError that names the place, what was
 * expected and an example.
 */
export function parseFault(value: unknown, place = 'fault'): CompleteFault {
  const flaws = flawsOf(value)
  if (flaws.length > 0) throw new InvalidInput(flaws.map((flaw) => flawText(place, flaw)).join('; '))
  return completeFault(value)
}

/** `faults[2].probability: must be …` */
export function flawText(place: string, { at, message }: Flaw): string {
  const path = at.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return `${place}${path}: ${message}`.replace(/^\./, '')
}
