// The function that callbacks come to.
import { createServer } from 'node:http'
import { type CallbackHandler } from '@apikley/client'
import { nodeHandler } from '@apikley/client/node'

const [module = '', port = ''] = process.argv.slice(2)
const { callback } = (await import(module)) as { callback: CallbackHandler }
createServer(nodeHandler(callback)).listen(Number(port), '127.0.0.1', () => console.log('ready'))
