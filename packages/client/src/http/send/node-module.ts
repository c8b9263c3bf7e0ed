import type Http from 'node:http'
import type Https from 'node:https'
import { builtin } from '../builtin.ts'
import type { WholeAnswer } from './send.ts'

/** Node's `http` or `https`, whichever leads to an address. */
export function httpFor({ protocol }: URL): typeof Http | typeof Https {
  return builtin(protocol === 'https:' ? 'node:https' : 'node:http')!
}

/** The headers of its answer, read as those of `fetch`. */
export function headersOf({ headers }: Http.IncomingMessage): WholeAnswer['headers'] {
  return {
    get(name) {
      const value = headers[name.toLowerCase()]
      return (Array.isArray(value) ? value.join(', ') : value) ?? null
    },
  }
}
