// Run by heavy-requests.test.ts: a mock in a process of its own, which tells its URL, and when asked, its CPU time.
import { startMock } from '../../src/index.ts'

const mock = await startMock({ credits: 1e9 })
const tell = (message: unknown) => process.send?.(message)
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  tell((user + system) / 1000)
})
tell(mock.url)
