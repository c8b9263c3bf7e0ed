import { createApikley, type ApikleyOptions, type FetchFunction, memoryLedger } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import type { ClientSetup, FaultyClient } from '../messages.ts'
import { openStore } from './store.ts'

export { kling }

/**
 * The client of every process of the run. The limits of the account are off, or so high that 10,000 tasks take minutes: with them they
 * would take an hour and a half at least. Calls that nobody answers are given up after 5 s instead of a minute.
 */
export function chaosClient(setup: ClientSetup, { faulty, clock }: ClientChanges = {}) {
  const { baseUrl, callbackPort, callbackSecret } = setup
  const { ledger, rateLimiter } = openStore(setup)
  const options = {
    models: [kling],
    baseUrl,
    ledger: faulty === 'forgets' ? memoryLedger() : ledger,
    ...(rateLimiter ? { rateLimiter } : { limits: { create: null, recordInfo: null } }),
    timeoutMs: 5_000,
    callbacks: { url: `http://127.0.0.1:${callbackPort}/callback`, secret: callbackSecret },
    ...(faulty === 'resends' && { fetch: resending }),
    clock,
  } satisfies ApikleyOptions<typeof kling>
  return createApikley(options)
}

interface ClientChanges {
  faulty?: FaultyClient | undefined
  clock?: ApikleyOptions['clock']
}

const resending: FetchFunction = async (url, init) => {
  if (!url.endsWith('/createTask')) return fetch(url, init)
  // The body that the client hands out can be sent once only; its bytes are here.
  const copy: RequestInit = { ...init, body: new Blob([init?.body as string]) }
  const first = await fetch(url, copy).catch(() => undefined)
  return first?.ok ? first : fetch(url, copy)
}
