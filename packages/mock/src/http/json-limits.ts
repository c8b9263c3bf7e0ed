/** How deep lists and objects of a request may lie in each other. */
export const deepestJson = 100

/** How many values they may hold in all; an input of the API has a few dozen. */
export const mostJsonValues = 10_000

// As bytes, since none of them is part of another character in UTF-8.
const [quote, backslash, comma, openList, closeList, openObject, closeObject] = Buffer.from('"\\,[]{}')

/**
 * Whether JSON is too much for whoever walks it by recursion, or checks each value of it; told from its bytes, before a
 * parser makes objects of them. Of text that is no JSON the answer means nothing.
 */
export function exceedsJsonLimits(bytes: Uint8Array): 'too deep' | 'too many values' | undefined {
  let depth = 0
  let values = 1
  let inText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (inText) {
      if (byte === backslash) at += 1
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === comma || byte === openList || byte === openObject) {
      if (++values > mostJsonValues) return 'too many values'
      if (byte !== comma && ++depth > deepestJson) return 'too deep'
    } else if (byte === closeList || byte === closeObject) depth -= 1
  }
  return undefined
}

// A pattern in Unicode mode takes a whole pair for one character.
const loneSurrogate = /\p{Surrogate}/u

/** Whether a parsed value has text, as value or name, with half of a surrogate pair: neither UTF-8 nor a URL can hold it. */
export function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return loneSurrogate.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => loneSurrogate.test(name) || hasLoneSurrogate(member))
}
