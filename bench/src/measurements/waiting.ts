import type { Goal, Measurement, Row } from '../results.ts'
import { round } from '../statistics.ts'
import { ours, oursWithCallbacks } from '../waiting/ours.ts'
import { aws, fal, fifo, replicate, runway } from '../waiting/peers.ts'
import { type Figures, simulate } from '../waiting/simulate.ts'
import type { Simulation, Strategy } from '../waiting/strategy.ts'
import { burst, type PlannedTask, seeded, steady } from '../waiting/tasks.ts'

const name = '@apikley/client'
const withCallback = `${name}, with a callback`
const limiter = 'a FIFO limiter'
const limit = { requests: 20, perMs: 10_000 }

type MakeStrategy = (simulation: Simulation) => Strategy

const strategies: Record<string, MakeStrategy> = {
  [name]: ours,
  [limiter]: fifo,
  '@runwayml/sdk': runway,
  '@fal-ai/client': fal,
  replicate,
  '@smithy/util-waiter': aws,
}

const how =
  'Discrete-event simulation in virtual time: the client itself with `fetch` and clock handed in, and the ways of ' +
  'waiting of the others as their sources have them. Requests take 50 to 100 ms each way; videos take 120 s in the ' +
  'median (log-normal, sigma 0.5, 12 to 785 s), images 8 s (sigma 0.4, 2 to 60 s), seeded. Lags are means over the ' +
  'tasks whose end became known: who gave up on most of them has few, and mostly short ones.'

/** What waiting costs, and how late an end is known: many at once, an even flow, and one alone. */
export async function waiting(): Promise<Measurement[]> {
  const ofBurst = await play(strategies, burst(1000, seeded(1)), limit)
  const ofFlow = await play(strategies, steady(2000, 0.4, seeded(1)), limit)
  // Each of these has a client of its own, which has not learned from the others.
  const alone = Object.entries({ ...strategies, [withCallback]: oursWithCallbacks }).map(
    ([each, make]): [string, MakeStrategy] => [each, (simulation) => (task) => make(simulation)(task)],
  )
  const ofOne = await play(Object.fromEntries(alone), burst(500, seeded(3)))

  const atOnce = '1,000 videos wanted at once, 20 requests per 10 s in all'
  const flow = '0.4 tasks a second, half images, half videos, 20 requests per 10 s in all'
  const one = 'One video, without a limit'
  const lag = 's from end to known'
  return [
    measurement(atOnce, 'waits that gave up', ofBurst, ({ thrown }) => thrown, [atMost(name, 0)]),
    measurement(atOnce, 'answers of 429', ofBurst, ({ refused }) => refused, [atMost(name, 0)]),
    measurement(atOnce, lag, ofBurst, seconds, [{ ...atMost(name, 1.05), times: limiter }]),
    measurement(flow, 'requests a task', ofFlow, ({ requestsPerTask }) => requestsPerTask, [atMost(name, 5)]),
    measurement(flow, lag, ofFlow, seconds, [atMost(name, 8.5)]),
    measurement(flow, 'waits that gave up', ofFlow, ({ thrown }) => thrown, [atMost(name, 0)]),
    measurement(one, 'requests', ofOne, ({ requestsPerTask }) => requestsPerTask, [
      atMost(name, 16),
      // Every other poll goes on, so that a callback that was lost is missed for one interval at most.
      { ...atMost(withCallback, 0.6), times: name },
    ]),
    measurement(one, lag, ofOne, seconds, [atMost(name, 3.7)]),
  ]
}

async function play(
  played: Record<string, MakeStrategy>,
  tasks: readonly PlannedTask[],
  shared?: { requests: number; perMs: number },
): Promise<Record<string, Figures>> {
  const figures: Record<string, Figures> = {}
  for (const [each, make] of Object.entries(played)) figures[each] = await simulate(make, tasks, shared)
  return figures
}

function measurement(
  scenario: string,
  unit: string,
  figures: Record<string, Figures>,
  read: (figures: Figures) => number,
  goals: readonly Goal[],
): Measurement {
  const rows: Row[] = Object.entries(figures).flatMap(([each, of]) => {
    const value = round(read(of), 2)
    // Who has seen no end has no lag.
    return Number.isNaN(value) ? [] : [{ name: each, value }]
  })
  return { title: `Waiting. ${scenario}: ${unit}`, unit, method: how, goals, rows }
}

function atMost(of: string, value: number): Goal {
  return { of, limit: 'at most', value }
}

function seconds({ lagMs }: Figures): number {
  return lagMs / 1000
}
