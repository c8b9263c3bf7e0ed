import { isApikleyError, type Recovery } from '@apikley/client'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientSetup, send, setupOf } from '../messages.ts'
import { chaosClient } from './client.ts'
import { openStore } from './store.ts'

/** One that has gone on so often without an end never will. */
const mostRounds = 50

/** How long each round waits for a task. They all have ended; it is the looks at them that go wrong. */
const timeoutMs = 1_000

/** It comes a minute later than the workers: nobody who may still be sending anything is left. */
const clock = {
  now: () => Date.now() + 60_000,
  sleep: (ms: number, signal?: AbortSignal) =>
    sleep(Math.min(ms, 2 ** 31 - 1), undefined, signal && { signal }),
}

/** Recovers until nothing is left but what a person must decide, and tells what that is. */
const setup = setupOf<ClientSetup>()
const apikley = chaosClient(setup, { clock })
let recovery: Recovery
let rounds = 0
do {
  recovery = await apikley.recover({ callbackTimeoutMs: 0, timeoutMs })
  rounds += 1
} while (unfinished(recovery).length > 0 && rounds < mostRounds)
await apikley.close()

const store = openStore(setup)
const submissions: (readonly [key: string, state: string])[] = []
for await (const { key, state } of store.ledger.list()) submissions.push([key, state])
await store.check()
await store.close()
send({
  type: 'recovered',
  recovered: {
    rounds,
    undecided: recovery.undecided.map(({ key }) => key),
    unfinished: [
      ...unfinished(recovery).map(({ submission: { key }, error }) => ({ key, reason: String(error) })),
      ...recovery.foreign.map(({ key, baseUrl }) => ({ key, reason: `it was sent to ${baseUrl}` })),
    ],
    submissions,
  },
})
send({ type: 'done' })

function unfinished({ pending, failed }: Recovery): Recovery['pending'] {
  return [...pending, ...failed.filter(({ error }) => !isApikleyError(error, 'task-failed'))]
}
