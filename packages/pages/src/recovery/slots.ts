import { factOf, type Shape } from './facts.ts'
import type { Frame } from './frame.ts'
import { types } from './grammar/openapi.ts'
import type { Type } from './grammar/schema.ts'
import { type Declared, declared, itemsOf, shapeOf } from './shapes.ts'
import type { Stack } from './stack.ts'

/** The place of one value: the type that it may have, and what describes it if it is data. */
export interface Slot {
  readonly type: string
  readonly shape: Shape | null
  /** Whether the schema of the data says that there is no such key. */
  readonly undeclared: boolean
}

const describedTypes = new Set(['data', 'examples', 'example', 'exampleList'])

/** The type of the value of a key; `undefined` where the type knows no such key. */
export function fieldType(type: string, key: string): string | undefined {
  const { fields, names, each } = grammarOf(type)
  if (fields && Object.hasOwn(fields, key)) return fields[key]
  if (key.startsWith('x-') && (fields || type === 'paths' || type === 'responses')) return 'data'
  return names?.test(key) ? each : undefined
}

export function grammarOf(type: string): Type {
  const found = types[type]
  if (!found) throw new Error(`the grammar has no type ${type}`)
  return found
}

/**
 * The slot of a key, or of a list's next item.
 * @param type of the value, as the grammar says.
 */
export function slotOf(stack: Stack, frame: Frame, key: string, type: string, components: Components): Slot {
  if (!describedTypes.has(type)) return { type, shape: null, undeclared: false }
  const found = describe(stack, frame, key, type, components)
  return { type, shape: found === 'undeclared' ? null : found, undeclared: found === 'undeclared' }
}

export type Components = ReadonlyMap<string, Shape>

function describe(stack: Stack, frame: Frame, key: string, type: string, components: Components): Declared {
  if (frame.type === 'schema') return key.startsWith('x-') ? null : shapeOf(stack.facts, frame.content)
  if (frame.type === 'data') {
    return frame.list ? itemsOf(frame.shape, components) : declared(frame.shape, key, components)
  }
  if (describedTypes.has(frame.type)) return type === 'data' && key.startsWith('x-') ? null : frame.shape
  const schema = type === 'data' && key.startsWith('x-') ? null : factOf(frame.content, 'schema')
  return schema?.is === 'shape' ? schema : null
}
