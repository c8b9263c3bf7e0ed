import { sendLoad } from '../mock/load.ts'
import { creditsRequest } from '../mock/requests.ts'
import { names, startMockServer, startTimerServer } from '../mock/servers.ts'
import type { Measurement } from '../results.ts'
import { median, percentile, round } from '../statistics.ts'

const asked = 200
const requests = 100
const warmUp = 5

const faults = ['slowHeaders', 'slowBody'] as const

/** How far the faults that take time are off the time that was asked for. */
export async function mockFaultTiming(): Promise<Measurement> {
  const [mock, timer] = await Promise.all([startMockServer(1), startTimerServer(asked)])
  try {
    const cases = [
      ...faults.map((kind) => ({
        name: `${names.mock}, ${kind}`,
        port: mock.port,
        request: creditsRequest(`${kind};ms=${asked}`),
      })),
      { name: names.timer, port: timer.port, request: creditsRequest() },
    ]
    const rows = []
    for (const { name, port, request } of cases) {
      const off = (await timesOf(port, request)).map((ms) => Math.abs(ms - asked))
      rows.push(
        { name: `${name}, median`, value: round(median(off), 1) },
        { name: `${name}, 95th percentile`, value: round(percentile(off, 0.95), 1) },
      )
    }
    return {
      title: 'Timing of the slow faults',
      unit: `ms off the ${asked} that were asked for`,
      method: `From another process, ${requests} requests each, one after the other on one connection: from the sending of a request to the last byte of its answer. Too early counts like too late.`,
      goals: faults.map((kind) => ({
        of: `${names.mock}, ${kind}, 95th percentile`,
        limit: 'at most',
        value: 20,
      })),
      rows,
    }
  } finally {
    await Promise.all([mock.stop(), timer.stop()])
  }
}

/** Milliseconds of each request. */
async function timesOf(port: number, request: Buffer): Promise<number[]> {
  const sentAt: number[] = []
  const next = () => {
    sentAt.push(performance.now())
    return request
  }
  const load = { connections: 1, everyAnswer: '"code":200' }
  await sendLoad(port, () => request, { requests: warmUp }, load)
  // A request is sent as soon as the one before it is answered: one more than are timed.
  await sendLoad(port, next, { requests: requests + 1 }, load)
  return sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? at))
}
