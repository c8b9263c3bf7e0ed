import type { Json, JsonObject } from '../json.ts'
import { SpecError } from '../spec-error.ts'
import { budgetFor, refuseDepth, refuseKey, refuseLongText, spot } from './limits.ts'
import { Lines, type Placed } from './lines.ts'

/**
 * Reads JSON within the limits and remembers lines, which `JSON.parse` does not; nor does that tell of a key that
 * stands twice.
 * @throws SpecError with file and line, when the text is not JSON or costs too much.
 */
export function readJson(text: string, file: string): Placed {
  refuseLongText(file, text)
  const lines = new Lines()
  const budget = budgetFor(file)
  let position = 0
  let line = 1

  const wrong = (what: string) => new SpecError([`${spot(file, line)}: is not valid JSON: ${what}`])
  const found = () => (position < text.length ? JSON.stringify(text[position]) : 'the end of the text')

  /** The next character that is not white space, which stays unread. */
  const peek = (): string | undefined => {
    for (; position < text.length; position += 1) {
      const character = text[position]
      if (character === '\n') line += 1
      else if (character !== ' ' && character !== '\t' && character !== '\r') return character
    }
    return undefined
  }
  const expect = (character: string, expected: string) => {
    if (peek() !== character) throw wrong(`${expected} expected, not ${found()}`)
    position += 1
  }

  const readString = (): string => {
    const start = position
    do {
      position = text.indexOf('"', position + 1)
      if (position === -1) throw wrong('a text in quotation marks is not closed')
    } while (isEscaped(text, position))
    position += 1
    try {
      return String(JSON.parse(text.slice(start, position)))
    } catch {
      throw wrong('a text holds a line break, another control character or an unknown escape')
    }
  }

  const readWord = (): Json => {
    const [word = ''] = /^[-+.\w]+/.exec(text.slice(position, position + 400)) ?? []
    try {
      const value: Json = JSON.parse(word)
      position += word.length
      return value
    } catch {
      throw wrong(word === '' ? `a value expected, not ${found()}` : `${JSON.stringify(word)} is no value`)
    }
  }

  /** Reads the entries of a list or map up to its closing bracket. */
  const readEntries = (close: ']' | '}', readEntry: () => void) => {
    position += 1
    if (peek() !== close) {
      readEntry()
      while (peek() === ',') {
        position += 1
        readEntry()
      }
    }
    expect(close, `"," or "${close}"`)
  }

  const readValue = (depth: number): Json => {
    const next = peek()
    refuseDepth(depth, file, line)
    if (next === '[') {
      const list: Json[] = []
      const entries = new Map<string, number>()
      readEntries(']', () => {
        peek()
        entries.set(String(list.length), line)
        list.push(readValue(depth + 1))
      })
      budget.spend(0, line)
      lines.record(list, entries)
      return list
    }
    if (next === '{') {
      const map: JsonObject = {}
      const entries = new Map<string, number>()
      readEntries('}', () => {
        if (peek() !== '"') throw wrong(`a key in quotation marks expected, not ${found()}`)
        const keyLine = line
        const key = readString()
        refuseKey(key, file, keyLine)
        if (entries.has(key)) throw wrong(`the key ${JSON.stringify(key)} stands twice in one map`)
        entries.set(key, keyLine)
        expect(':', '":" after a key')
        budget.spend(key.length, keyLine)
        map[key] = readValue(depth + 1)
      })
      budget.spend(0, line)
      lines.record(map, entries)
      return map
    }
    const value = next === '"' ? readString() : readWord()
    budget.spend(typeof value === 'string' ? value.length : 0, line)
    return value
  }

  const value = readValue(0)
  if (peek() !== undefined) throw wrong(`the end of the text expected, not ${found()}`)
  return { value, lines, aliases: [] }
}

/** Whether the character at a position stands after an odd number of backslashes. */
function isEscaped(text: string, position: number): boolean {
  let backslashes = 0
  while (text[position - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}
