import { startMock } from '@apikley/mock'
import { type MockSetup, send, setupOf } from '../messages.ts'

/** The mock, as a process of its own. It is never killed: it plays the API. */
const mock = await startMock({
  ...setupOf<MockSetup>(),
  log(event) {
    if (event.type === 'callback') send({ type: 'callback', event })
    if (event.type === 'defect') send({ type: 'defect', message: String(event.error) })
    if (event.type !== 'request' || event.path.startsWith('/_mock/')) return
    const { requestId, method, path, code, faults = [] } = event
    send({ type: 'request', requestId, operation: operationOf(method, path), code, faults })
  },
})
send({ type: 'ready', url: mock.url })

function operationOf(method: string, path: string): string {
  const [, name = ''] = /^\/(?:api\/v1\/\w+\/)?([\w-]+)/.exec(path) ?? []
  return `${method} ${name}`
}
