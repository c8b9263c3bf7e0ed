// Imports generated modules in a process of its own, and tells whatever it can notice of them besides what they export.
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

interface Wanted {
  readonly file: string
  /** What it has to export, by name. */
  readonly exported: Readonly<Record<string, unknown>>
}

const noticed: string[] = []
for (const name of ['__ran', 'run', 'alert']) {
  Object.defineProperty(globalThis, name, {
    get: () => void noticed.push(`${name} was read`),
    set: () => {
      noticed.push(`${name} was written`)
    },
  })
}
const watched: readonly object[] = [
  globalThis,
  process,
  process.env,
  ...['Object', 'Array', 'String', 'Function'].flatMap(prototypeOf),
]
const keysOf = () => watched.map((object) => Reflect.ownKeys(object).map(String))
const before = keysOf()

const wanted: Wanted[] = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
for (const { file, exported } of wanted) {
  // One after the other, so that each is told by its name.
  // oxlint-disable-next-line no-await-in-loop
  const module: Record<string, unknown> = await import(file)
  const names = Object.keys(module)
  const values = JSON.parse(JSON.stringify(module))
  if (!isDeepStrictEqual(names.toSorted(), Object.keys(exported).toSorted()))
    noticed.push(`${file}: exports ${names.join()}`)
  if (!isDeepStrictEqual(values, exported)) noticed.push(`${file}: holds something else than its page`)
  for (const value of Object.values(module)) noticed.push(...oddities(value).map((odd) => `${file}: ${odd}`))
  if (!isDeepStrictEqual(keysOf(), before)) noticed.push(`${file}: changed what everybody shares`)
}
console.log(JSON.stringify({ imported: wanted.length, noticed }))

/** What JSON does not have: functions, accessors, names that are no text, other prototypes. */
function oddities(value: unknown): string[] {
  if (typeof value === 'function' || typeof value === 'symbol') return [`a ${typeof value}`]
  if (typeof value !== 'object' || value === null) return []
  const prototype: unknown = Object.getPrototypeOf(value)
  const fields = Object.entries(Object.getOwnPropertyDescriptors(value))
  return [
    ...(prototype === Object.prototype || prototype === Array.prototype ? [] : ['a prototype of its own']),
    ...(Object.getOwnPropertySymbols(value).length > 0 ? ['a symbol'] : []),
    ...fields.flatMap(([name, field]) =>
      'value' in field ? oddities(field.value) : [`an accessor ${name}`],
    ),
  ]
}

function prototypeOf(name: string): object[] {
  const constructor: unknown = Reflect.get(globalThis, name)
  return typeof constructor === 'function' ? [constructor, constructor.prototype] : []
}
