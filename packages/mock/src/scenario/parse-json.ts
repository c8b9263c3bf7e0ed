/** A place in a text, both counted from 1. */
export interface Position {
  line: number
  column: number
}

/** A value with the index in the text where each of its parts begins, by the keys that lead there (as JSON). */
export interface Located {
  value: unknown
  places: ReadonlyMap<string, number>
}

/** A text that is no JSON. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError'
  readonly position: Position
  constructor(message: string, position: Position) {
    super(message)
    this.position = position
  }
}

type Path = readonly (string | number)[]

const deepest = 100

/**
 * Reads JSON in which comments and commas before a closing bracket are welcome. The engine's own parser knows neither
 * them nor where a value stands.
 */
export function parseJson(text: string): Located {
  const places = new Map<string, number>()
  let index = text.startsWith('\uFEFF') ? 1 : 0

  const fail = (message: string, at = index): never => {
    throw new JsonTextError(message, positionIn(text, at))
  }
  const found = () => (index < text.length ? JSON.stringify(text[index]) : 'the end of the file')
  const skip = () => {
    const blank = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
    blank.lastIndex = index
    index += blank.exec(text)?.[0].length ?? 0
    if (text.startsWith('/*', index)) fail('this comment has no end: */ is missing')
  }
  const token = (pattern: RegExp) => {
    pattern.lastIndex = index
    const match = pattern.exec(text)?.[0]
    if (match !== undefined) index += match.length
    return match
  }
  const string = (what: string): string => {
    const start = index
    const match = token(/"(?:[^"\\\n]|\\.)*"/y)
    if (match === undefined)
      return fail(
        text[index] === '"' ? 'this text has no end: " is missing' : `${what} is expected, not ${found()}`,
      )
    try {
      return JSON.parse(match)
    } catch {
      return fail('this text has an escape or a character that JSON does not know', start)
    }
  }

  const list = (close: string, item: () => void) => {
    index += 1
    for (skip(); text[index] !== close; skip()) {
      item()
      skip()
      if (text[index] === ',') index += 1
      else if (text[index] !== close) fail(`"," or "${close}" is expected, not ${found()}`)
    }
    index += 1
  }
  const value = (path: Path): unknown => {
    skip()
    places.set(JSON.stringify(path), index)
    if (path.length > deepest) fail(`values lie more than ${deepest} deep here`)
    if (text[index] === '{') return object(path)
    if (text[index] === '[') {
      const items: unknown[] = []
      list(']', () => items.push(value([...path, items.length])))
      return items
    }
    if (text[index] === '"') return string('a text')
    const plain = token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\b|(?:true|false|null)\b/y)
    return plain === undefined ? fail(`a value is expected, not ${found()}`) : JSON.parse(plain)
  }
  const object = (path: Path) => {
    const members = new Map<string, unknown>()
    list('}', () => {
      const start = index
      const name = string('a name in double quotes')
      if (members.has(name)) fail(`"${name}" stands here twice`, start)
      skip()
      if (text[index] !== ':') fail(`":" is expected after "${name}", not ${found()}`)
      index += 1
      members.set(name, value([...path, name]))
    })
    return Object.fromEntries(members)
  }

  const whole = value([])
  skip()
  if (index < text.length) fail(`nothing more is expected here, but there is ${found()}`)
  return { value: whole, places }
}

/** The line and the column of an index. */
export function positionIn(text: string, index: number): Position {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
