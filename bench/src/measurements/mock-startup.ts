import { sendOne } from '../mock/load.ts'
import { modelIds } from '../mock/models.ts'
import { createTaskRequest } from '../mock/requests.ts'
import { names, startMockCli, startMockServer, startPrismCli, type RunningServer } from '../mock/servers.ts'
import type { Measurement } from '../results.ts'
import { median, round } from '../statistics.ts'

type Starts = Record<string, () => Promise<RunningServer>>

/** From the start of the process to the first task that it created: as installed, and with 200 models. */
export async function mockStartup(): Promise<Measurement[]> {
  const asInstalled = { [names.mock]: startMockCli, [names.prismCli]: () => startPrismCli(1) }
  const withMany = { [names.mock]: () => startMockServer(200), [names.prismCli]: () => startPrismCli(200) }
  return [
    await timeStarts('Ready for the first request', 'The command lines', asInstalled, 9),
    await timeStarts(
      'Ready for the first request with 200 models',
      'Prism’s command line, and the mock from its sources',
      withMany,
      3,
    ),
  ]
}

async function timeStarts(title: string, what: string, starts: Starts, rounds: number): Promise<Measurement> {
  const servers = Object.entries(starts).map(([name, start]) => ({ name, start, times: [] as number[] }))
  const firstTask = createTaskRequest(modelIds(1).join())
  for (let count = 0; count <= rounds; count++) {
    for (const { start, times } of servers) {
      const began = performance.now()
      const server = await start()
      await sendOne(server.port, firstTask)
      const elapsed = performance.now() - began
      await server.stop()
      // The first of each reads from the disk what the others find in memory.
      if (count > 0) times.push(elapsed)
    }
  }
  return {
    title,
    unit: 'ms',
    method: `${what}, from the start of the process to its first answer to createTask, asked every 2 ms; ${rounds} starts each, in turn, median.`,
    goals: [{ of: names.mock, limit: 'at most', value: 1, times: names.prismCli }],
    rows: servers.map(({ name, times }) => ({ name, value: round(median(times), 0) })),
  }
}
