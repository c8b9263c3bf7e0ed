// Starts a video with a key in a ledger, prints the operation, and stays until it is killed: start.ts <ledger> <key>
import { once } from 'node:events'
import { sqliteLedger } from '@apikley/client/node'
import { experimental_startVideo as startVideo } from 'ai'
import { createApikleyProvider } from '../../src/index.ts'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'

const [, , ledger = '', key = ''] = process.argv
const apikley = createApikleyProvider({ models: [kling], ledger: sqliteLedger(ledger) })
// So that all processes begin at the same moment.
process.send?.('ready')
await once(process, 'message')
const { operation } = await startVideo({
  model: apikley.video(kling.id),
  prompt: 'dusk',
  headers: { 'idempotency-key': key },
})
process.send?.(operation)
