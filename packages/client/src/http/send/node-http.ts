import type Http from 'node:http'
import { builtin } from '../builtin.ts'
import { isFetchOfNode, isNode } from './runtime.ts'

/**
 * Whether requests over Node's `http` go where they would go over its `fetch`: not if the program, or a tool for its
 * tests, has put another `fetch` in its place, or other connections below it (an own CA, a client's certificate, a
 * proxy, a mock).
 */
export function canUseNodeHttp(): boolean {
  return isNode() && isFetchOfNode(globalThis.fetch) && isPlain(dispatcher(2)) && isPlain(dispatcher(1))
}

/** What makes the connections of `fetch`, as undici keeps it: its versions up to 7 under 1, from 7 on under 2. */
function dispatcher(version: 1 | 2): object | undefined {
  return Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${version}`)) as object | undefined
}

/** Whether undici's `MockAgent` stands in for all connections: it compares bodies that it can read at once. */
export function isMocked(): boolean {
  return [1, 2].some((version) => dispatcher(version as 1 | 2)?.constructor?.name === 'MockAgent')
}

/** Agents that were made without options, which no request has to find out again. */
const plainAgents = new WeakSet<object>()

/** Whether a dispatcher does nothing but connect, as the one does that Node or undici sets by itself. */
function isPlain(given: object | undefined): boolean {
  if (!given) return true
  const prototype = (Object.getPrototypeOf(given) as object | null) ?? {}
  // Composed with an interceptor, or changed.
  if (Reflect.get(given, 'dispatch') !== Reflect.get(prototype, 'dispatch')) return false
  if (plainAgents.has(given)) return true
  switch (given.constructor.name) {
    case 'Agent': {
      const options: unknown = part(given, 'options')
      const isMadePlain =
        !!options &&
        Object.values(options).every((value) => value === undefined || value === Infinity) &&
        (part(given, 'factory') as { name?: string } | undefined)?.name === 'defaultFactory'
      if (isMadePlain) plainAgents.add(given)
      return isMadePlain
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
