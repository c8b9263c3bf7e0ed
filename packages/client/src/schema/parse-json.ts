const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs

/**
 * Parses JSON, and hands back whole numbers that JavaScript cannot hold as text, digit by digit: an id that is one would
 * be another one. Throws if it is no JSON.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  // Most texts hold no such number, and are not looked through a second time.
  if (!/(?:^|[^\w"])-?\d{16}/.test(text)) return value
  return JSON.parse(
    text.replace(token, (found) =>
      /^-?\d{16,}$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found,
    ),
  )
}

/** The same of what is no JSON: `undefined`. */
export function parsedJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
