import { startMock } from '@apikley/mock'
import type { DemoArguments } from './arguments.ts'

/** Where the requests go, and what a person types to come back to a task there. */
export interface Connection {
  /** Absent: the client's own default, the real API. */
  baseUrl?: string
  /** Absent: the client reads APIKLEY_API_KEY. */
  apiKey?: string
  notice: string
  /** Absent where the task ends with this program. */
  resume?: (taskId: string) => string
  close: () => Promise<void>
}

const nothingToClose = async () => {}

/** The real API only when asked for; otherwise a mock that lives as long as this program. */
export async function connect({ live, url }: DemoArguments): Promise<Connection> {
  if (live) {
    return {
      notice: 'Live: this talks to the real API. A new task spends credits of your account.',
      resume: (taskId) => `npx --yes pnpm@12.21.0 run demo resume ${taskId} --live`,
      close: nothingToClose,
    }
  }
  if (url) {
    return {
      baseUrl: url,
      apiKey: process.env['APIKLEY_API_KEY'] ?? 'local-demo-key',
      notice: `Using the API at ${url}.`,
      resume: (taskId) => `npx --yes pnpm@12.21.0 run demo resume ${taskId} --url ${url}`,
      close: nothingToClose,
    }
  }
  const mock = await startMock({ taskMs: 6000 })
  return {
    baseUrl: mock.url,
    apiKey: 'local-demo-key',
    notice: `Local mock at ${mock.url}: no key needed, nothing is charged.`,
    close: () => mock.close(),
  }
}
