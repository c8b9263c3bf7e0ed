import type { FaultName } from '@apikley/mock'
import { audit, type Audit } from './audit.ts'
import { clipComparer } from './clips.ts'
import type { Killed } from './process-group.ts'
import { jobOf } from './jobs.ts'
import type { Recovered } from './messages.ts'
import { mockState } from './mock-state.ts'
import type { Observer } from './observer.ts'
import type { CompleteOptions } from './options.ts'
import { kindsOfFault } from './scenario.ts'

export interface ChaosResult {
  options: CompleteOptions
  audit: Audit
  killed: readonly Killed[]
  recovered: Recovered
  /** How often each kind of fault was injected. */
  injected: ReadonlyMap<FaultName, number>
  /** How many requests the mock has answered, by method and operation. */
  requests: ReadonlyMap<string, number>
  /** How many creates the mock has refused since they were more than the limit allows. */
  overLimit: number
  databaseKills: number
  /** How many callbacks the mock has given up, since nobody took them. */
  givenUp: number
  seconds: { work: number; callbacks: number; recovery: number }
  /** Why the run has failed; empty if it has not. */
  problems: readonly string[]
  /** Ledger and clips; kept if there are problems. */
  folder: string
}

interface Remains extends Pick<ChaosResult, 'options' | 'killed' | 'recovered' | 'seconds' | 'folder'> {
  baseUrl: string
  results: string
  observer: Observer
}

/** Gathers the evidence, and says what is wrong. */
export async function judge({ baseUrl, results, observer, ...remains }: Remains): Promise<ChaosResult> {
  const { options, killed, recovered } = remains
  const compareClip = clipComparer(results)
  const jobs = Array.from({ length: options.tasks }, (_, index) => jobOf(index))
  const clips = new Map<string, Awaited<ReturnType<typeof compareClip>>>()
  for (const job of jobs) clips.set(job.key, await compareClip(job))
  const found = audit({
    keys: jobs.map(({ key }) => key),
    ...(await mockState(baseUrl)),
    faults: observer.faults,
    callbacks: observer.callbacks,
    clips,
    undecided: new Set(recovered.undecided),
    submissions: new Map(recovered.submissions),
  })
  const { injected, requests, overLimit, databaseKills } = observer
  const said = (key: string): string => {
    const error = observer.errors.get(key)
    return `${key} (a worker: ${observer.endings.get(key) ?? 'nothing'}${error === undefined ? '' : `, ${error}`})`
  }
  const problems = [
    ...found.paidTwice.map((key) => `paid twice: ${said(key)}`),
    ...found.lost.map((key) => `lost: ${said(key)}, its clip is ${clips.get(key)}`),
    ...found.unexplained.map(
      (key) => `undecided, though its callback was taken or its clip is there: ${said(key)}`,
    ),
    ...found.forgotten.map((key) => `no task, and nobody was told: ${said(key)}`),
    ...recovered.unfinished.map(({ key, reason }) => `not finished by recover(): ${key}, ${reason}`),
    ...kindsOfFault
      .filter((kind) => !injected.has(kind))
      .map((kind) => `the fault ${kind} was never injected`),
    ...(killed.length < options.kills
      ? [`only ${killed.length} of ${options.kills} kills found a victim`]
      : []),
    ...(overLimit > 0 ? [`${overLimit} creates were more than the limit allows`] : []),
    ...(options.ledger === 'postgres' && databaseKills < options.databaseKills
      ? [`the database was killed ${databaseKills} times, not ${options.databaseKills}`]
      : []),
  ]
  const givenUp = observer.callbacks.filter(({ gaveUp }) => gaveUp === true).length
  return { ...remains, audit: found, injected, requests, overLimit, databaseKills, givenUp, problems }
}
