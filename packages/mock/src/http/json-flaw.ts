/** How deep lists and objects may lie in each other. */
export const deepestJson = 100

/** What makes a parsed value unfit for everything behind. */
export type JsonFlaw = 'too deep' | 'a lone surrogate'

// A pattern in Unicode mode takes a whole pair for one character.
const loneSurrogate = /\p{Surrogate}/u

/**
 * Finds what JSON allows and hardly anything can handle: values so deep that whoever walks them by recursion runs out
 * of stack, and text with half of a surrogate pair, which neither UTF-8 nor a URL can hold. In time that grows with the
 * value, without recursion.
 */
export function jsonFlaw(value: unknown): JsonFlaw | undefined {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestJson) return 'too deep'
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one === 'string' && loneSurrogate.test(one)) return 'a lone surrogate'
      if (typeof one !== 'object' || one === null) continue
      if (Array.isArray(one)) for (const item of one) next.push(item)
      else
        for (const [name, member] of Object.entries(one)) {
          if (loneSurrogate.test(name)) return 'a lone surrogate'
          next.push(member)
        }
    }
    level = next
  }
  return undefined
}
