import { createServer } from 'node:http'
import { createApikley } from '@apikley/client'
import { nodeHandler, sqliteLedger } from '@apikley/client/node'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'

const { PORT = '4020', PUBLIC_URL = `http://127.0.0.1:${PORT}` } = process.env
const apikley = createApikley({ ledger: sqliteLedger('ledger.db'), callbacks: { url: PUBLIC_URL } })
const server = createServer(nodeHandler(apikley.callbacks.handler())).listen(PORT)

const video = await apikley.generate(kling, { prompt: 'dusk' }, { key: 'order-17', saveTo: 'lighthouse.mp4' })
console.log(`Saved ${video.files[0]?.path}`)
server.close()
