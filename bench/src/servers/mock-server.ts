// The mock in a process of its own. From the sources, since its published form knows only the project's own document.
import { startMockOf } from '@apikley/mock/start'
import { documentWith } from '../mock/models.ts'

// Tasks that outlive the measurement, and nobody runs out of credits.
const mock = await startMockOf(documentWith(Number(process.argv[2])), { taskMs: 86_400_000, credits: 1e12 })
process.on('message', () => {
  globalThis.gc?.()
  process.send?.(process.memoryUsage())
})
process.send?.({ port: Number(new URL(mock.url).port) })
process.once('disconnect', () => process.exit())
