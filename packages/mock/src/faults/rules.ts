/** What a value must be, in the words of JSON Schema, so that the schema file and the check cannot disagree. */
export type Rule = { description: string } & (
  | { type: 'integer' | 'number'; minimum: number; maximum: number; default?: number }
  | { type: 'boolean'; default?: boolean }
  | { type: 'string'; minLength: 1; maxLength: number; default?: string }
  | { enum: readonly (string | number)[]; default?: string | number }
  | { anyOf: readonly [Rule, Rule]; default?: string | number }
)

/** Why a value does not fit the rule, in words that follow the value's name; undefined when it fits. */
export function violation(rule: Rule, value: unknown): string | undefined {
  return fits(rule, value) ? undefined : `must be ${wanted(rule)}, not ${shown(value)}`
}

/** Whether the rule admits the value. */
function fits(rule: Rule, value: unknown): boolean {
  if ('anyOf' in rule) return rule.anyOf.some((one) => fits(one, value))
  if ('enum' in rule) return rule.enum.some((one) => one === value)
  if (rule.type === 'boolean') return typeof value === 'boolean'
  // JSON Schema counts code points.
  if (rule.type === 'string')
    return typeof value === 'string' && value !== '' && Array.from(value).length <= rule.maxLength
  const whole = rule.type === 'number' || Number.isInteger(value)
  return typeof value === 'number' && whole && value >= rule.minimum && value <= rule.maximum
}

/** What the rule admits: `a whole number from 0 to 600000`. */
export function wanted(rule: Rule): string {
  if ('anyOf' in rule) return rule.anyOf.map(wanted).join(' or ')
  if ('enum' in rule) return rule.enum.map((one) => JSON.stringify(one)).join(' or ')
  if (rule.type === 'boolean') return 'true or false'
  if (rule.type === 'string') return `text of 1 to ${rule.maxLength} characters`
  return `a ${rule.type === 'integer' ? 'whole ' : ''}number from ${rule.minimum} to ${rule.maximum}`
}

/** A value in an error message, cut to a length that still reads. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** Any wait that a fault causes ends after ten minutes. */
export function milliseconds(description: string, fallback: number): Rule & { default: number } {
  return { type: 'integer', minimum: 0, maximum: 600_000, default: fallback, description }
}
