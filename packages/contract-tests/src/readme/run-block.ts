// Runs one piece of code of a README in a process of its own, with what `globals.ts` declares around it:
// node run-block.ts <file>, both built. Time goes twenty times faster, so that nobody waits for the first look at a video.
import { subscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import type { Server } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createApikley, type Ledger, memoryLedger, uncheckedModel } from '@apikley/client'
import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import type { Hono } from 'hono'
import type Express from 'express'

const speed = 20
const { setTimeout: timer, Date: date } = globalThis
const now = date.now
const begin = now()
date.now = () => begin + (now() - begin) * speed
// On so fast a clock a moment is often over before its timer is started.
globalThis.setTimeout = Object.assign(
  (call: () => void, ms = 0, ...given: []) => timer(call, Math.max(0, ms) / speed, ...given),
  timer,
)

// What a server of a piece has to do does not keep the process from ending.
subscribe('tracing:net.server.listen:asyncStart', (message) => {
  const { server } = message as { server: Server }
  server.unref()
})

const prompt = 'a lighthouse at dusk'
const ledger = memoryLedger()
const apikley = createApikley({ models: [klingV21MasterTextToVideo], ledger })
const { taskId, urls } = await apikley.generate('kling/v2-1-master-text-to-video', { prompt })

// A submission whose process died, for whoever looks after a crash.
await ledger.begin({
  key: 'order-of-the-dead',
  attempt: 'a',
  fingerprint: 'f',
  model: klingV21MasterTextToVideo.id,
  baseUrl: process.env['APIKLEY_BASE_URL'] ?? '',
  state: 'sending',
  sentAt: begin - 200_000,
  leaseUntil: begin - 100_000,
  callback: false,
})

const stores = new Map<string, Ledger>()
Object.assign(globalThis, {
  createApikley,
  uncheckedModel,
  klingV21MasterTextToVideo,
  apikley,
  prompt,
  order: '17',
  taskId,
  url: urls[0],
  port: 0,
  remember: async (id: string) => console.log(`remembered ${id}`),
  topUp: async () => {},
  myLedger: (name: string) => {
    const isAnother = name.startsWith('the same')
    if (!isAnother || !stores.has('latest')) stores.set('latest', memoryLedger())
    return stores.get('latest')
  },
  askSomebody: async (key: string) => {
    console.log(`asked about ${key}`)
  },
  store: async (name: string, parts: readonly Uint8Array[]) =>
    console.log(`stored ${name}, ${parts.reduce((sum, { length }) => sum + length, 0)} bytes`),
})

// Few pieces need them, and they take long to load.
const require = createRequire(import.meta.url)
Object.defineProperties(globalThis, {
  hono: { get: () => new (require('hono') as { Hono: typeof Hono }).Hono() },
  express: { get: () => (require('express') as typeof Express)() },
})

await import(pathToFileURL(path.resolve(process.argv[2] ?? '')).href)
