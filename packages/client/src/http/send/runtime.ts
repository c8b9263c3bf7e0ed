import { builtin } from '../builtin.ts'

interface Runtime {
  process?: { release?: { name?: string }; versions?: Record<string, string | undefined> }
  navigator?: { userAgent?: string }
  document?: unknown
  fetch?: unknown
}

/**
 * Whether this is Node itself: Bun, Deno and Workers (which have no libuv) say so and write its `http` anew, and a page
 * that is shown in it (Electron, jsdom) has the `fetch` of a browser.
 */
export function isNode(): boolean {
  const { process, document, fetch } = globalThis as Runtime
  const { bun, deno, uv } = process?.versions ?? {}
  if (process?.release?.name !== 'node' || !uv || bun || deno || !builtin('node:http')) return false
  return !document || isFetchOfNode(fetch)
}

/** Whether I/O belongs to the request that began it, timers included: in Workers, whose module outlives its requests. */
export function isRequestBound(): boolean {
  return (globalThis as Runtime).navigator?.userAgent === 'Cloudflare-Workers'
}

export function isDeno(): boolean {
  return 'Deno' in globalThis
}

/** Node's own `fetch` is a function that loads undici; none of its substitutes reads like that. */
export function isFetchOfNode(fetch: unknown): boolean {
  if (typeof fetch !== 'function') return false
  // Next.js patches it to answer from a cache. What costs money must not be answered from there.
  return '__nextPatched' in fetch || String(fetch).includes('internal/deps/undici')
}
