/**
 * What is known of a part of the document that was read already, kept to what later lines can contradict. Equal facts are
 * the same object, so that two readings which differ in prose alone become one.
 */
export type Fact = Word | Content | Shape

/** A scalar that matters: the name of a type, a `$ref`, a name in `required`; or the kind of an example. */
export interface Word {
  readonly is: 'word'
  readonly id: number
  readonly text: string
}

/** The entries of a map or list so far, the last one first. */
export interface Content {
  readonly is: 'content'
  readonly id: number
  readonly before: Content | null
  readonly key: string
  readonly fact: Fact | null
  readonly size: number
}

/** What a schema says of the data that it describes. */
export interface Shape {
  readonly is: 'shape'
  readonly id: number
  readonly type: string | null
  readonly ref: string | null
  readonly properties: Content | null
  readonly items: Shape | null
  /** Of `allOf`, `anyOf` and `oneOf`. */
  readonly parts: readonly Shape[]
}

export interface Facts {
  readonly word: (text: string) => Word
  readonly entry: (before: Content | null, key: string, fact: Fact | null) => Content
  readonly shape: (parts: Omit<Shape, 'is' | 'id'>) => Shape
}

export function createFacts(): Facts {
  const words = new Map<string, Word>()
  const contents = new Map<string, Content>()
  const shapes = new Map<string, Shape>()
  let last = 0
  function intern<T>(known: Map<string, T>, key: string, make: (id: number) => T): T {
    const found = known.get(key)
    if (found) return found
    last += 1
    const made = make(last)
    known.set(key, made)
    return made
  }
  return {
    word: (text) => intern(words, text, (id) => ({ is: 'word', id, text })),
    entry: (before, key, fact) =>
      intern(contents, `${before?.id ?? 0} ${fact?.id ?? 0} ${key}`, (id) => {
        return { is: 'content', id, before, key, fact, size: (before?.size ?? 0) + 1 }
      }),
    shape: (parts) => {
      const ids = [parts.properties, parts.items, ...parts.parts].map((part) => part?.id ?? 0)
      return intern(shapes, `${ids.join(' ')} ${parts.type} ${parts.ref}`, (id) => {
        return { is: 'shape', id, ...parts }
      })
    },
  }
}

/** The fact of a key; `undefined` where the content has no such key. */
export function factOf(content: Content | null, key: string): Fact | null | undefined {
  for (let entry = content; entry; entry = entry.before) if (entry.key === key) return entry.fact
  return undefined
}

export function has(content: Content | null, key: string): boolean {
  return factOf(content, key) !== undefined
}

export function keysOf(content: Content | null): string[] {
  const keys: string[] = []
  for (let entry = content; entry; entry = entry.before) keys.push(entry.key)
  return keys
}

/** What a list holds, the last item first. */
export function itemsIn(fact: Fact | null | undefined): Fact[] {
  const items: Fact[] = []
  for (let entry = fact?.is === 'content' ? fact : null; entry; entry = entry.before) {
    if (entry.fact) items.push(entry.fact)
  }
  return items
}

/** The texts of a list of words. */
export function wordsOf(fact: Fact | null | undefined): string[] {
  return itemsIn(fact).flatMap((item) => (item.is === 'word' ? [item.text] : []))
}
