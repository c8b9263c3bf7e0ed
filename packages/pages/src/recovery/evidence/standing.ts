import { has } from '../facts.ts'
import type { Frame } from '../frame.ts'
import { acceptsScalar, isMap } from '../grammar/schema.ts'
import type { Line, LineValue } from '../lines.ts'
import { type Components, fieldType, grammarOf } from '../slots.ts'
import { declared } from '../shapes.ts'

/**
 * How well a line could stand in a map or list of the open stack: 2 as a field that the grammar knows, 1 as a name that
 * anybody can choose, 0 not at all.
 */
export function standing(frame: Frame, line: Line, components: Components): number {
  if (frame.standing?.line === line.number) return frame.standing.grade
  const around = frame.parent ? standing(frame.parent, line, components) : 0
  const grade = around === 2 ? 2 : Math.max(around, ownGrade(frame, line, components))
  frame.standing = { line: line.number, grade }
  return grade
}

function ownGrade(frame: Frame, line: Line, components: Components): number {
  const { key, value } = line
  if (!value || line.dashes > 0 !== frame.list) return 0
  if (frame.list) {
    const item = grammarOf(frame.type).item
    if (item === undefined) return 0
    if (line.dashes > 1) return item === 'data' ? 1 : 0
    const fits = key === null ? fitsValue(item, value) : fitsKey(item, key, value)
    if (!fits) return 0
    return item === 'data' || item === 'text' ? 1 : 2
  }
  if (key === null || has(frame.content, key) || frame.open === key || !fitsKey(frame.type, key, value))
    return 0
  if (frame.type === 'data') {
    const found = declared(frame.shape, key, components)
    return found === 'undeclared' ? 0 : found ? 2 : 1
  }
  const { fields, names } = grammarOf(frame.type)
  if (fields && Object.hasOwn(fields, key)) return 2
  return key.startsWith('x-') || (names && !names.test('Anything')) ? 2 : 1
}

function fitsKey(type: string, key: string, value: LineValue): boolean {
  const field = fieldType(type, key)
  return field !== undefined && fitsValue(field, value)
}

/** Whether the grammar lets a value of this form stand where the type is asked for. */
export function fitsValue(type: string, value: LineValue): boolean {
  const grammar = grammarOf(type)
  if (value.form === 'open') return value.first !== null && fitsFirst(type, value.first, value.first.dashes)
  return acceptsScalar(grammar, value.form === 'block' ? 'string' : value.kind)
}

/** Whether a map or list of a type can begin with a line. */
function fitsFirst(type: string, line: Line, dashes: number): boolean {
  const grammar = grammarOf(type)
  const { key, value } = line
  if (!value) return false
  if (dashes === 0) return isMap(grammar) && key !== null && fitsKey(type, key, value)
  if (grammar.item === undefined) return false
  if (dashes > 1 || key !== null) return fitsFirst(grammar.item, line, dashes - 1)
  return fitsValue(grammar.item, value)
}
