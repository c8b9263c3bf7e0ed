// Run by heavy-requests.test.ts: a mock in a process of its own, which sends its URL, and on any message its CPU time.
import { startMock } from '../../src/index.ts'

const mock = await startMock({ credits: 1e9 })
const send = (message: unknown) => process.send?.(message)
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  send((user + system) / 1000)
})
send(mock.url)
