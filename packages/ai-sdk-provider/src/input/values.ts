import type { SchemaNode } from '@apikley/types/api'
import { formsOf } from './properties.ts'

/** The values that a field lists; none where it lists none. */
export function choicesOf(schema: SchemaNode): readonly unknown[] {
  return formsOf(schema).flatMap((form) => form.enum ?? ('const' in form ? [form.const] : []))
}

/** Whether a field may hold a value of a type. */
export function takesType(schema: SchemaNode, type: string): boolean {
  return formsOf(schema).some((form) => isOpen(form) || typesOf(form).includes(type))
}

/** The first of some ways to write a value that a field takes. */
export function firstFitting(schema: SchemaNode, written: readonly unknown[]): unknown {
  return written.find((value) => formsOf(schema).some((form) => fits(form, value)))
}

function fits(form: SchemaNode, value: unknown): boolean {
  const { enum: choices, minimum = -Infinity, maximum = Infinity } = form
  if (choices) return choices.includes(value)
  if ('const' in form) return form.const === value
  if (isOpen(form)) return true
  const types = typesOf(form)
  if (typeof value === 'number') {
    const isNumber = types.includes('number') || (types.includes('integer') && Number.isInteger(value))
    return isNumber && value >= minimum && value <= maximum
  }
  return types.includes(typeof value)
}

/** Whether a schema says nothing of what a value is. */
function isOpen(form: SchemaNode): boolean {
  return !['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf'].some((keyword) => keyword in form)
}

function typesOf({ type }: SchemaNode): readonly string[] {
  return [type ?? []].flat()
}

/** What a field takes, in words. */
export function inWords(schema: SchemaNode): string {
  const choices = choicesOf(schema)
  if (choices.length) return choices.map((choice) => JSON.stringify(choice)).join(', ')
  const { minimum, maximum } =
    formsOf(schema).find((form) => form.minimum !== undefined || form.maximum !== undefined) ?? {}
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`
  if (minimum !== undefined) return `${minimum} or more`
  if (maximum !== undefined) return `${maximum} or less`
  return `a value of type ${[...new Set(formsOf(schema).flatMap(typesOf))].join(' or ') || 'its own'}`
}
