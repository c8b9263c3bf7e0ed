import { printParseErrorCode, visit } from 'jsonc-parser'
import type { Json, JsonObject } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { budgetFor, refuseDepth, refuseKey, refuseLongText, spot } from '../text/limits.ts'
import { Lines, type Placed } from '../text/lines.ts'

/** A list or map that is not read to its end. */
interface Open {
  readonly container: Json[] | JsonObject
  readonly entries: Map<string, number>
  key: string
}

/**
 * Reads JSON within the limits and remembers lines, which `JSON.parse` does not; nor does that tell of a key that
 * stands twice.
 * @throws SpecError with file and line, when the text is not JSON or costs too much.
 */
export function readJson(text: string, file: string): Placed {
  refuseLongText(file, text)
  const lines = new Lines()
  const budget = budgetFor(file)
  const open: Open[] = []
  let whole: Json = null
  const wrong = (line: number, what: string) =>
    new SpecError([`${spot(file, line + 1)}: is not valid JSON: ${what}`])

  const add = (value: Json, line: number) => {
    budget.spend(typeof value === 'string' ? value.length : 0, line + 1)
    const { container, entries, key } = open.at(-1) ?? {}
    if (Array.isArray(container)) {
      entries?.set(String(container.length), line + 1)
      container.push(value)
    } else if (container && key !== undefined) container[key] = value
    else whole = value
  }
  const begin = (container: Open['container'], line: number) => {
    refuseDepth(open.length, file, line + 1)
    add(container, line)
    const entries = new Map<string, number>()
    lines.record(container, entries)
    open.push({ container, entries, key: '' })
  }
  visit(
    text,
    {
      onArrayBegin: (_offset, _length, line) => begin([], line),
      onArrayEnd: () => void open.pop(),
      onObjectBegin: (_offset, _length, line) => begin({}, line),
      onObjectEnd: () => void open.pop(),
      onObjectProperty: (key, _offset, _length, line) => {
        const around = open.at(-1)
        if (!around) return
        refuseKey(key, file, line + 1)
        if (around.entries.has(key))
          throw wrong(line, `the key ${JSON.stringify(key)} stands twice in one map`)
        around.entries.set(key, line + 1)
        around.key = key
        budget.spend(key.length, line + 1)
      },
      onLiteralValue: (value: Json, _offset, _length, line) => add(value, line),
      onError: (code, offset, length, line) => {
        const words = printParseErrorCode(code).replaceAll(
          /(?!^)[A-Z]/g,
          (letter) => ` ${letter.toLowerCase()}`,
        )
        throw wrong(line, `${words}: ${JSON.stringify(text.slice(offset, offset + Math.min(length, 80)))}`)
      },
    },
    { disallowComments: true },
  )
  return { value: whole, lines, aliases: [] }
}
