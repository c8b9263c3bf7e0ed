import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { mockHeader } from '../access/mock-header.ts'
import { checkTarget, RefusedTarget, type Purpose, type Reach } from './reach.ts'

/** A request of the mock's own. */
export interface Outgoing {
  purpose: Purpose
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  signal: AbortSignal
}

/**
 * Sends a request over a connection of its own and resolves with the head of the answer, whatever its status; redirects
 * are not followed. It goes only where `reach` lets it, and that is judged by the addresses that are connected to, so
 * that no name can stand for one address when it is looked at and for another when it is used. Rejects with a
 * RefusedTarget, or with what went wrong.
 */
export async function sendRequest(reach: Reach, url: URL, outgoing: Outgoing): Promise<IncomingMessage> {
  const { purpose, method, headers, body, signal } = outgoing
  const secure = url.protocol === 'https:'
  if (!secure && url.protocol !== 'http:') throw new RefusedTarget('must be an http or https URL.')
  const port = Number(url.port) || (secure ? 443 : 80)
  const check = (address: string) => checkTarget(reach, purpose, address, port)
  // Addresses are not looked up. The URL parser has read all their spellings (decimal, octal, hexadecimal) by now.
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) !== 0) check(literal)

  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method,
      headers: {
        'user-agent': 'apikley-mock',
        [mockHeader]: purpose,
        'accept-encoding': 'identity',
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        ...headers,
      },
      // A connection of its own: a kept one could have been opened to anything by then.
      agent: false,
      lookup: (name, options, done) => lookUp(name, options, check, done),
      signal,
    })
    request.on('error', reject)
    request.on('close', () => reject(new Error('the connection ended without an answer')))
    request.on('response', (response) => {
      // It may break off after its head, when nobody reads it.
      response.on('error', () => {})
      resolve(response)
    })
    request.end(body)
  })
}

type Done = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/** As `dns.lookup`, without the addresses that are refused; if all are, with the reason for the first. */
function lookUp(name: string, options: LookupOptions, check: (address: string) => void, done: Done): void {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return done(error, [])
    const refusals: unknown[] = []
    const open = found.filter(({ address }) => {
      try {
        check(address)
        return true
      } catch (refused) {
        refusals.push(refused)
        return false
      }
    })
    const [first] = open
    if (!first)
      return done(refusals[0] instanceof Error ? refusals[0] : new Error(`${name} has no address`), [])
    if (options.all) done(null, open)
    else done(null, first.address, first.family)
  })
}
