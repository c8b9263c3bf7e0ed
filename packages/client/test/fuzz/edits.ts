import * as fc from 'fast-check'
import { key } from '../set-up.ts'
import { Members, Raw, readTree, type Slot, slotsOf, Texted, writeTree } from './json-tree.ts'

/** One change of a JSON document, at one of its places. */
export interface Edit {
  readonly at: number
  readonly how: (typeof hows)[number]
  readonly value: unknown
}

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

/** Names that objects have by themselves, and those that the client looks for. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  '',
  ' taskId',
  'task_id',
  'recordId',
  'id',
  'data',
  'input',
  'code',
]

const numbers = [
  '1e400',
  '-1e400',
  '1e-400',
  '-0',
  '1e308',
  '123456789012345678901234567890',
  '9007199254740993',
]

const texts = [
  '',
  ' ',
  'NaN',
  'null',
  'true',
  '0',
  '-1',
  '200',
  '1e400',
  'success',
  'fail',
  'SUCCESS',
  'completed',
  'Cancelled',
  'in progress',
  'waiting',
  'archiving',
  'recordInfo is null',
  'Credits insufficient',
  'This field is required',
  'The server is currently being maintained, please try again later~',
  'nsfw',
  '🌅 подсказка \u202E',
  '\uD800',
  '\0',
  '%00%zz',
  'http://127.0.0.1/clip.mp4',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '../../etc/passwd',
  'x'.repeat(5_000),
  `echo ${key}`,
  `Bearer ${key}`,
  '{"resultUrls":["https://files.example.com/other.mp4"]}',
  '"{\\"resultUrls\\":[\\"https://files.example.com/twice.mp4\\"]}"',
  '{"resultUrls":"https://files.example.com/no-list.mp4"}',
  '{"resultUrls":[null,7,{"url":"x"},""]}',
  ...names,
]

/** Any units of UTF-16, of pairs also halves. */
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 })

const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...texts) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -1, 0.1, 1, 3, 200, 2 ** 53, 8.64e15 + 1),
  },
  { weight: 2, arbitrary: fc.integer({ min: -1, max: 1_000 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...numbers.map((text) => new Raw(text))) },
  // What is no JSON.
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      ...['NaN', 'undefined', '01', "'x'", ''].map((text) => new Raw(text)),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      [],
      [null],
      [[]],
      {},
      { toString: 1, valueOf: 1 },
      { toJSON: 1 },
      new Raw(deep(2_000)),
    ),
  },
  { weight: 1, arbitrary: units.map((codes) => String.fromCharCode(...codes)) },
)

/** `retype`: the same as a text, or as a number. `rescale`: seconds for milliseconds, and the like. */
const hows = [
  'drop',
  'replace',
  'double',
  'rename',
  'add',
  'nest',
  'text',
  'untext',
  'retype',
  'rescale',
] as const

export const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: 1_000 }),
  how: fc.constantFrom('replace', 'replace', ...hows),
  value: anyValue,
})

/** The text of a JSON document after some edits. */
export function edited(document: unknown, edits: readonly Edit[]): string {
  const root = { node: readTree(document) }
  for (const { at, how, value: given } of edits) {
    const slots = slotsOf(root)
    apply(slots[at % slots.length]!, how, given)
  }
  return writeTree(root.node)
}

function apply(slot: Slot, how: Edit['how'], value: unknown): void {
  const { node } = slot
  const given = readTree(value)
  const name = typeof given === 'string' ? given : writeTree(given).slice(0, 20)
  if (how === 'drop') slot.drop?.()
  if (how === 'replace') slot.put(given)
  if (how === 'double') slot.double?.(given)
  if (how === 'rename') slot.rename?.(name)
  if (how === 'nest') slot.put(given === null ? [node] : new Members([['data', node]]))
  if (how === 'text') slot.put(new Texted(node))
  if (how === 'untext') slot.put(node instanceof Texted ? node.value : given)
  if (how === 'retype') slot.put(typeof node === 'number' ? String(node) : Number(node) || 0)
  if (how === 'rescale')
    slot.put(typeof node === 'number' ? node / (name.length % 2 ? 1_000 : -0.001) : given)
  if (how !== 'add') return
  if (node instanceof Members) node.list.push([name, given])
  else if (Array.isArray(node)) node.push(given)
  else slot.put([node, given])
}
