// Sends a create as the client does, after what a program has done to the connections of fetch; prints what became of it.
import { chooseSend } from '../../../../src/http/send/choose-send.ts'
import { canUseNodeHttp } from '../../../../src/http/send/node-http.ts'
import type { SendError } from '../../../../src/http/send/send-error.ts'
import { options, paid } from '../senders.ts'
import { kinds } from './dispatchers.ts'

const [url = '', kind = 'plain'] = process.argv.slice(2)
await kinds[kind]?.()
const over = canUseNodeHttp() ? 'http' : 'fetch'
const ended = await chooseSend()(paid(url), { ...options, ownConnection: true }).catch(
  (error: unknown) => error as SendError,
)
console.log(
  [over, 'phase' in ended ? `${ended.phase} ${ended.code}` : `${ended.status} ${ended.text}`].join(': '),
)
process.exit()
