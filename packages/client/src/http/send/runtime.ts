import type Http from 'node:http'
import { builtin } from '../builtin.ts'

interface Runtime {
  process?: { release?: { name?: string }; versions?: Record<string, string | undefined> }
  document?: unknown
  fetch?: unknown
}

/** Whether this is Node itself: Bun and Deno write its `http` anew, and a page may be shown in it (jsdom, Electron). */
export function isNode(): boolean {
  const { process, document } = globalThis as Runtime
  const { bun, deno } = process?.versions ?? {}
  return process?.release?.name === 'node' && !bun && !deno && !document && !!builtin('node:http')
}

export function isDeno(): boolean {
  return 'Deno' in globalThis
}

/**
 * Whether requests over Node's `http` go where they would go over its `fetch`: not if the program, or a tool for its
 * tests, has put another `fetch` in its place, or other connections below it (an own CA, a client's certificate, a
 * proxy, a mock).
 */
export function canUseNodeHttp(): boolean {
  return (
    isNode() &&
    isFetchOfNode((globalThis as Runtime).fetch) &&
    isPlain(dispatcher(2)) &&
    isPlain(dispatcher(1))
  )
}

/** Node's own `fetch` is a function that loads undici; none of its substitutes reads like that. */
function isFetchOfNode(fetch: unknown): boolean {
  if (typeof fetch !== 'function') return false
  // Next.js patches it to answer from a cache. What costs money must not be answered from there.
  return '__nextPatched' in fetch || String(fetch).includes('internal/deps/undici')
}

/** What makes the connections of `fetch`, as undici keeps it: its versions up to 7 under 1, from 7 on under 2. */
function dispatcher(version: 1 | 2): object | undefined {
  return Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${version}`)) as object | undefined
}

/** Whether a dispatcher does nothing but connect, as the one does that Node or undici sets by itself. */
function isPlain(given: object | undefined): boolean {
  if (!given) return true
  const prototype = Object.getPrototypeOf(given) as object
  // Composed with an interceptor, or changed.
  if (Reflect.get(given, 'dispatch') !== Reflect.get(prototype, 'dispatch')) return false
  switch (given.constructor.name) {
    case 'Agent': {
      const options: unknown = part(given, 'options')
      return (
        !!options &&
        Object.values(options).every((value) => value === undefined || value === Infinity) &&
        (part(given, 'factory') as { name?: string } | undefined)?.name === 'defaultFactory'
      )
    }
    // Of undici 8, around what stands under 2.
    case 'Dispatcher1Wrapper':
      return !!dispatcher(2)
    // Set by Node itself, from the environment: `http` has the same proxies then.
    case 'EnvHttpProxyAgent':
      return String(given.constructor).includes('__name(') && !!proxyOfEnvironment()
    default:
      return false
  }
}

/** What undici keeps in an object under a symbol of its own. */
function part(of: object, name: string): unknown {
  const symbol = Object.getOwnPropertySymbols(of).find(({ description }) => description === name)
  return symbol && Reflect.get(of, symbol)
}

/** Where Node's `http` finds its proxies, if it was told to use those of the environment (Node 22.21, 24.5). */
export function proxyOfEnvironment(): Http.AgentOptions['proxyEnv'] {
  const { globalAgent } = builtin<typeof Http>('node:http')!
  return (globalAgent as { options?: Http.AgentOptions }).options?.proxyEnv
}
