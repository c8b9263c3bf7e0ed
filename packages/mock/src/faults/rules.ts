/** What a value must be, as JSON Schema says it. */
export type Rule = { description: string } & (
  | { type: 'integer' | 'number'; minimum: number; maximum: number; default?: number }
  | { type: 'boolean'; default?: boolean }
  | { type: 'string'; minLength: 1; maxLength: number; default?: string }
  | { enum: readonly (string | number)[]; default?: string | number }
  | { anyOf: readonly [Rule, Rule]; default?: string | number }
)

/** What the rule admits: `a whole number from 0 to 600000`. */
export function wanted(rule: Rule): string {
  if ('anyOf' in rule) return rule.anyOf.map(wanted).join(' or ')
  if ('enum' in rule) return rule.enum.map((one) => JSON.stringify(one)).join(' or ')
  if (rule.type === 'boolean') return 'true or false'
  if (rule.type === 'string') return `text of 1 to ${rule.maxLength} characters`
  return `a ${rule.type === 'integer' ? 'whole ' : ''}number from ${rule.minimum} to ${rule.maximum}`
}

/** A value that the rule admits. */
export function exampleOf(rule: Rule): unknown {
  if (rule.default !== undefined || 'anyOf' in rule) return rule.default
  if ('enum' in rule) return rule.enum[0]
  return 'minimum' in rule ? rule.minimum : undefined
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
