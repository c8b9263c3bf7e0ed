import { addingCost, type Context, openingCost, valueCost } from './evidence/adding.ts'
import { fitsValue } from './evidence/standing.ts'
import { type Block, startBlock } from './blocks.ts'
import { type Fact, has } from './facts.ts'
import type { Frame } from './frame.ts'
import { isList, isMap } from './grammar/schema.ts'
import type { Line, LineValue } from './lines.ts'
import { fieldType, grammarOf, type Slot, slotOf } from './slots.ts'
import type { Stack } from './stack.ts'
import { weights } from './weights.ts'

/** Receives one way to read a line: the stack after it, the block scalar that it opens, its weight and its column. */
export type Offer = (frame: Frame, block: Block, cost: number, indent: number) => void

export interface Placing {
  readonly stack: Stack
  readonly context: Context
  /** Lets objects have fields that OpenAPI does not know. */
  readonly lenient: boolean
  readonly line: Line
  readonly value: LineValue
  readonly offer: Offer
}

/** Finds every place in the open stack where a line can stand as structure. */
export function place(placing: Placing, top: Frame, costSoFar: number): void {
  const { stack, line } = placing
  if (top.open !== null) {
    descend(placing, top, line.dashes, costSoFar, null)
    return
  }
  let frame = top
  let cost = costSoFar
  for (;;) {
    if (frame.list && line.dashes > 0) addItem(placing, frame, line.dashes, cost, frame.indent)
    else if (!frame.list && line.dashes === 0) addKey(placing, frame, cost, frame.indent)
    if (!frame.parent) return
    const closed = stack.close(frame)
    // Prose goes to the innermost object that can have it.
    cost += closed.cost + (line.key === 'description' ? weights.preference : 0)
    frame = closed.frame
  }
}

/** Opens the map or list that the slot which `parent` has open asks for. */
function descend(placing: Placing, parent: Frame, dashes: number, cost: number, column: number | null): void {
  const { stack, context } = placing
  const slot = openSlot(placing, parent)
  if (!slot) return
  const grammar = grammarOf(slot.type)
  const list = dashes > 0
  if (list ? !isList(grammar) : !isMap(grammar)) return
  const frame = stack.push(parent, slot.type, list, slot.shape)
  const opened = cost + openingCost(slot, list, context)
  if (list) addItem(placing, frame, dashes, opened, column ?? frame.indent)
  else addKey(placing, frame, opened, column ?? frame.indent)
}

function addItem(placing: Placing, list: Frame, dashes: number, cost: number, column: number): void {
  const { stack, line, context } = placing
  const item = grammarOf(list.type).item
  if (item === undefined) return
  const index = String(list.content?.size ?? 0)
  if (dashes > 1 || line.key !== null) descend(placing, stack.open(list, index), dashes - 1, cost, column)
  else fill(placing, list, index, slotOf(stack, list, index, item, context.components), cost, column)
}

function addKey(placing: Placing, map: Frame, cost: number, column: number): void {
  const { stack, line, context, lenient } = placing
  const { key } = line
  if (key === null || has(map.content, key)) return
  const known = fieldType(map.type, key)
  const type = known ?? (lenient && grammarOf(map.type).fields ? 'data' : undefined)
  if (type === undefined) return
  const slot = slotOf(stack, map, key, type, context.components)
  const unknown = known === undefined ? weights.unknownField : 0
  fill(placing, map, key, slot, cost + unknown + addingCost(map, key, slot, line, context), column)
}

function fill(
  { stack, context, offer, lenient, value }: Placing,
  frame: Frame,
  key: string,
  slot: Slot,
  cost: number,
  column: number,
): void {
  if (!fitsValue(slot.type, value) && !(lenient && value.form === 'open')) return
  if (value.form === 'open') {
    offer(stack.open(frame, key), 0, cost, column)
    return
  }
  const total = cost + valueCost(frame, slot, value, context)
  const after = stack.add(frame, key, factOfScalar(stack, frame, key, value))
  offer(after, value.form === 'block' ? startBlock(value) : 0, total, column)
}

/** What later lines can contradict of a scalar. */
function factOfScalar({ facts }: Stack, frame: Frame, key: string, value: LineValue): Fact | null {
  if (value.form !== 'scalar') return null
  if (frame.type === 'names') return facts.word(value.text)
  if (frame.type === 'values') return facts.word(value.kind)
  if (key === '$ref') return facts.word(value.text)
  if (frame.type !== 'schema') return null
  if (key === 'type') return facts.word(value.text)
  return key === 'default' || key === 'example' ? facts.word(value.kind) : null
}

function openSlot({ stack, context, lenient }: Placing, frame: Frame): Slot | undefined {
  const { open, list, type } = frame
  if (open === null) return undefined
  const known = list ? grammarOf(type).item : fieldType(type, open)
  const value = known ?? (lenient || !list ? 'data' : undefined)
  return value === undefined ? undefined : slotOf(stack, frame, open, value, context.components)
}
