/** Nobody is kept waiting for longer; servers that write a moment as seconds ask for decades. */
const longestMs = 86_400_000

/** From here on a number of seconds is a moment since 1970: it would be thirty years. From `ms` on it is in milliseconds. */
const moments = { s: 1e9, ms: 1e12 } as const

/**
 * For how long an answer asks to be left alone, in milliseconds: `Retry-After` with seconds, also with a fraction, with a
 * date, or with a moment since 1970; or `retry-after-ms`. What is past is 0, and what is more than a day is a day.
 * `undefined` if there is nothing that can be read. `now`: the time of the wall clock.
 */
export function readRetryAfter(
  headers: { get(name: string): string | null },
  now: number,
): number | undefined {
  const ms = readNumber(headers.get('retry-after-ms')) ?? readDelay(headers.get('retry-after'), now)
  return ms === undefined ? undefined : Math.min(Math.max(Math.round(ms), 0), longestMs)
}

function readDelay(header: string | null, now: number): number | undefined {
  const seconds = readNumber(header)
  if (seconds === undefined) {
    const date = header ? Date.parse(header) : Number.NaN
    return Number.isNaN(date) ? undefined : date - now
  }
  if (seconds >= moments.ms) return seconds - now
  return seconds >= moments.s ? seconds * 1000 - now : seconds * 1000
}

/** A number as it stands in a header; of a header that came twice, the larger one. */
function readNumber(header: string | null): number | undefined {
  const parts = header?.split(',').map((part) => part.trim()) ?? []
  if (!parts.length || !parts.every((part) => /^-?\d+(?:\.\d+)?$/.test(part))) return undefined
  return Math.max(...parts.map(Number))
}

/** A pause in words. */
export function inWords(ms: number): string {
  if (ms >= longestMs) return 'a day or more'
  if (ms >= 7_200_000) return `${Math.round(ms / 360_000) / 10} hours`
  return ms >= 120_000 ? `${Math.round(ms / 6_000) / 10} minutes` : `${Math.ceil(ms / 1000)} s`
}
