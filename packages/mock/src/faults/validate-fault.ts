import { catalogue } from './catalogue/index.ts'
import type { CompleteFault, FaultName } from './fault.ts'
import { anyFaultSchema, faultSchema } from './fault-schema.ts'
import { issueFinder, type Issue } from './issues.ts'
import { optionRules } from './options.ts'
import type { Rule } from './rules.ts'

const anyFaultIssues = issueFinder(() => anyFaultSchema)
const kindIssues: Partial<Record<FaultName, (value: unknown) => Issue[]>> = {}

/** Everything that is wrong with a fault from outside. A kind is compiled when its first fault comes. */
export function validateFault(value: unknown): Issue[] {
  const issues = anyFaultIssues(value)
  if (issues.length > 0) return issues
  const { kind } = value as { kind: FaultName }
  kindIssues[kind] ??= issueFinder(() => ({ ...faultSchema(kind), $defs: optionRules }))
  return kindIssues[kind](value)
}

/** The rules of the fields of a kind, its own and those of every kind; none for what is no kind. */
export function rulesOf(kind: string): Record<string, Rule> {
  return Object.hasOwn(catalogue, kind) ? { ...catalogue[kind as FaultName].fields, ...optionRules } : {}
}

/** A fault without issues, with the defaults of its kind. */
export function completeFault(value: unknown): CompleteFault {
  const { kind } = Object(value) as { kind: FaultName }
  const defaults = Object.entries(catalogue[kind].fields).map(([name, rule]) => [name, rule.default])
  return { ...Object.fromEntries(defaults), ...Object(value) }
}
