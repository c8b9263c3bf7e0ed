import type { CompleteFault } from './fault.ts'
import { InvalidInput } from './invalid-input.ts'
import type { Issue } from './issues.ts'
import { completeFault, validateFault } from './validate-fault.ts'

/**
 * A fault from outside, checked, with the defaults of its kind. Throws a TypeError that names the place, what was
 * expected and an example.
 */
export function parseFault(value: unknown, place = 'fault'): CompleteFault {
  const issues = validateFault(value)
  if (issues.length > 0) throw new InvalidInput(issues.map((issue) => issueText(place, issue)).join('; '))
  return completeFault(value)
}

/** `faults[2].probability: must be …` */
export function issueText(place: string, { at, message }: Issue): string {
  const path = at.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return `${place}${path}: ${message}`.replace(/^\./, '')
}
