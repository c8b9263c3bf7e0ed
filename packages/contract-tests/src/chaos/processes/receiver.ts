import { nodeHandler } from '@apikley/client/node'
import { createServer } from 'node:http'
import { type ClientSetup, send, setupOf } from '../messages.ts'
import { chaosClient } from './client.ts'

/** The server that the API's callbacks come to, sharing the ledger with the workers. */
const setup = setupOf<ClientSetup>()
const handle = nodeHandler(chaosClient(setup).callbacks.handler())
let callbacks = 0

createServer((request, response) => {
  const work = `callback ${++callbacks}`
  send({ type: 'began', work })
  response.once('close', () => send({ type: 'ended', work }))
  handle(request, response)
}).listen(setup.callbackPort, '127.0.0.1', () => send({ type: 'ready' }))
