import { isNode } from '../contract/document.ts'
import { catalogue } from './catalogue/index.ts'
import { download, type KindOfFault } from './catalogue/kind.ts'
import type { CompleteFault, FaultName } from './fault.ts'
import { nearest } from './nearest.ts'
import { operations, optionRules } from './options.ts'
import { violation, shown, type Rule } from './rules.ts'

/** Something wrong with a value, and where in it. */
export interface Issue {
  /** The keys that lead there; empty for the value as a whole. */
  at: readonly (string | number)[]
  message: string
}

/** The rules of a kind's fields, its own and those of every kind. */
export function rulesOf(kind: FaultName): Record<string, Rule> {
  const common = Object.entries(optionRules).map(([name, { rule }]) => [name, rule] as const)
  return { ...catalogue[kind].fields, ...Object.fromEntries(common) }
}

export function isFaultName(name: unknown): name is FaultName {
  return typeof name === 'string' && Object.hasOwn(catalogue, name)
}

/** Everything that is wrong with a fault from outside; each message says what was expected, with an example. */
export function validateFault(value: unknown): Issue[] {
  if (!isNode(value))
    return [
      {
        at: [],
        message: `a fault must be an object, for example {"kind":"lostResponse"}, not ${shown(value)}`,
      },
    ]
  const { kind } = value
  if (kind === undefined)
    return [{ at: [], message: 'a fault needs a "kind", for example {"kind":"lostResponse"}' }]
  if (!isFaultName(kind)) return [{ at: ['kind'], message: unknownKind(kind) }]
  const rules = rulesOf(kind)
  return Object.entries(value).flatMap(([name, given]): Issue[] => {
    if (name === 'kind') return []
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    const message = rule ? fieldIssue(kind, name, rule, given) : unknownField(kind, name, Object.keys(rules))
    return message === undefined ? [] : [{ at: [name], message }]
  })
}

/** A fault without issues, with the defaults of its kind. */
export function completeFault(value: unknown): CompleteFault {
  const { kind } = Object(value) as { kind: FaultName }
  const defaults = Object.entries(catalogue[kind].fields).map(([name, rule]) => [name, rule.default])
  return { ...Object.fromEntries(defaults), ...Object(value) }
}

/** The operations that a kind can apply to. */
export function operationsOf({ appliesTo }: KindOfFault): readonly string[] {
  if (appliesTo === 'anything') return operations
  return appliesTo === 'api' ? operations.filter((name) => name !== download) : appliesTo
}

function fieldIssue(kind: FaultName, name: string, rule: Rule, given: unknown): string | undefined {
  const problem = violation(rule, given)
  const possible = operationsOf(catalogue[kind])
  if (name === 'operation' && !possible.some((one) => one === given))
    return `operation of ${kind} must be ${possible.join(' or ')}, not ${shown(given)}`
  return (
    problem && `${name} ${problem}; for example ${JSON.stringify({ kind, [name]: exampleOf(name, rule) })}`
  )
}

function exampleOf(name: string, rule: Rule): unknown {
  return rule.default ?? Object.entries(optionRules).find(([one]) => one === name)?.[1].example
}

function unknownKind(kind: unknown): string {
  const names = Object.keys(catalogue)
  const meant = typeof kind === 'string' ? nearest(kind, names) : undefined
  return `there is no fault ${shown(kind)}${meant ? `; did you mean "${meant}"?` : '.'} There are: ${names.join(', ')}`
}

function unknownField(kind: FaultName, name: string, names: readonly string[]): string {
  const meant = nearest(name, names)
  return `${kind} has no field ${shown(name)}${meant ? `; did you mean "${meant}"?` : '.'} It has: ${names.join(', ')}`
}
