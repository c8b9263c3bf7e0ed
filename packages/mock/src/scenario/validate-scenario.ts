import { isNode } from '../contract/document.ts'
import { validateFault, type Issue } from '../faults/validate-fault.ts'
import { nearest } from '../faults/nearest.ts'
import { violation, shown, type Rule } from '../faults/rules.ts'

/** The members of a scenario beside its faults. */
export const scenarioRules: Readonly<Record<'$schema' | 'description' | 'seed', Rule>> = {
  $schema: {
    type: 'string',
    minLength: 1,
    maxLength: 2_000,
    description: 'where this schema is, for editors',
  },
  description: { type: 'string', minLength: 1, maxLength: 10_000, description: 'for people' },
  seed: {
    type: 'integer',
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
    description: "everything random is drawn from it; the mock's own seed goes before it",
  },
}

/** The most faults that one scenario can have. */
export const mostFaults = 1_000

const example = '{"faults":[{"kind":"lostResponse","probability":0.1}]}'

/** Everything that is wrong with a scenario from outside. */
export function validateScenario(value: unknown): Issue[] {
  if (!isNode(value))
    return [{ at: [], message: `a scenario must be an object, for example ${example}, not ${shown(value)}` }]
  const members = Object.entries(value).flatMap(([name, given]): Issue[] => {
    const message = memberIssue(name, given)
    return message === undefined ? [] : [{ at: [name], message }]
  })
  return [...members, ...faultListIssues(value['faults'])]
}

function memberIssue(name: string, given: unknown): string | undefined {
  if (name === 'faults') return undefined
  const rule = Object.entries(scenarioRules).find(([one]) => one === name)?.[1]
  if (rule) {
    const problem = violation(rule, given)
    return problem && `${name} ${problem}`
  }
  const names = [...Object.keys(scenarioRules), 'faults']
  const meant = nearest(name, names)
  return `a scenario has no ${shown(name)}${meant ? `; did you mean "${meant}"?` : '.'} It has: ${names.join(', ')}`
}

function faultListIssues(faults: unknown): Issue[] {
  if (faults === undefined) return [{ at: [], message: `a scenario needs "faults", for example ${example}` }]
  if (!Array.isArray(faults))
    return [
      { at: ['faults'], message: `faults must be a list, for example ${example}, not ${shown(faults)}` },
    ]
  if (faults.length > mostFaults)
    return [{ at: ['faults'], message: `faults must be at most ${mostFaults}, not ${faults.length}` }]
  return faults.flatMap((fault, index) =>
    validateFault(fault).map(({ at, message }): Issue => ({ at: ['faults', index, ...at], message })),
  )
}
