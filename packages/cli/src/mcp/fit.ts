import type { Answer, Link } from './tool.ts'

/** Below 5,000 tokens, of which even JSON and texts that are not Latin hold 3 bytes and more each. */
const mostBytes = 14_000

/** An answer as the protocol has it. */
export interface Content {
  readonly content: (
    | { readonly type: 'text'; readonly text: string }
    | ({ readonly type: 'resource_link' } & Link)
  )[]
  readonly structuredContent?: Record<string, unknown>
  readonly isError: boolean
}

/**
 * Writes an answer down, with less in it if it would be too long: without the copy for programs, then with fewer links,
 * then cut.
 */
export function fit({ say, data, links = [], isError = false }: Answer): Content {
  const text = [say, JSON.stringify(data)].filter((part) => part && part !== '{}').join('\n')
  const content = (shown: string, some: readonly Link[]): Content => ({
    content: [
      { type: 'text', text: shown },
      ...some.map((link) => ({ type: 'resource_link' as const, ...link })),
    ],
    isError,
  })
  const whole = { ...content(text, links), structuredContent: { message: say, ...data } }
  if (bytesOf(whole) <= mostBytes) return whole
  for (let count = links.length; count >= 0; count--) {
    const shorter = content(text, links.slice(0, count))
    if (bytesOf(shorter) <= mostBytes) return shorter
  }
  const note = '… (cut: ask for less at once)'
  return content(cut(text, mostBytes - 1_000) + note, [])
}

/** As many whole characters of a text as have room in so many bytes of JSON. */
export function cut(text: string, bytes: number): string {
  let room = bytes
  let end = 0
  for (const character of text) {
    room -= bytesOf(character) - 2
    if (room < 0) return text.slice(0, end)
    end += character.length
  }
  return text
}

/** How long a value is as JSON. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
