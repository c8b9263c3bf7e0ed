import assert from 'node:assert/strict'
import type { Orders, Report } from './orders.ts'
import type { Death, Seam } from './seams.ts'
import type { Stage } from './stage.ts'

/** How a clip is made, beside the deaths. */
export interface Course {
  /** Whether the API's callbacks reach another process, which shares the ledger. */
  readonly callbacks: boolean
  /** Whether the answer to the request that submits is lost. */
  readonly lostAnswer: boolean
}

/** Where processes die: the first one, and one that tries to recover what it left. */
export interface Deaths {
  readonly first?: Death | undefined
  readonly recovery?: Death | undefined
}

/** What became of a clip whose process died. */
export interface Fate {
  /** The seams at which processes died. */
  readonly died: readonly Seam[]
  /** Of the processes that ended by themselves; the last one has recovered what the others left. */
  readonly lived: readonly Report[]
  /**
   * `free`: nothing was written or sent, and the same key has made the task afterwards. `done`: nothing was left to do.
   */
  readonly end: 'free' | 'recovered' | 'done' | 'undecided'
  readonly charges: number
}

/** A mock's task takes less than a second; a busy machine may take long to hear of its end. */
const callbackTimeoutMs = 1_500_000

/**
 * Lets a process make a clip and die on the way, then lets others recover and ask for the same clip again, until one
 * lives. Throws unless nothing is paid twice, nothing that was paid and can be known is lost, and all is said.
 */
export async function dieAndRecover(
  stage: Stage,
  { callbacks, lostAnswer }: Course,
  deaths: Deaths = {},
): Promise<Fate> {
  await using place = await stage.enter({ callbacks })
  const { key, ledger, saveTo, callbackUrl } = place
  const orders = { url: stage.mock.url, key, ledger, saveTo, callbackUrl }
  const died: Seam[] = []
  const lived: Report[] = []
  const run = async (more: Partial<Orders>): Promise<void> => {
    const ended = await stage.children.run({ ...orders, ...more })
    if ('died' in ended) died.push(ended.died)
    else lived.push(ended)
    const file = await place.file()
    assert.ok(!file || file.equals(stage.clip), `A part of the file is in its place: ${file?.length} bytes`)
  }
  await run({ death: deaths.first, faults: lostAnswer ? 'lostResponse' : undefined })
  const chargesOfFirst = place.charges()
  // Who waits for a callback that nobody will send only waits.
  const recovers = { callbackTimeoutMs: chargesOfFirst ? callbackTimeoutMs : 0 }
  if (deaths.recovery) await run({ recovers, death: deaths.recovery })
  await run({ recovers })
  const second = lived.at(-1)!
  const charges = place.charges()
  const end = endOf(second, key, chargesOfFirst)
  const told = JSON.stringify({ died, charges, ...second, seams: [] }, undefined, 1)

  assert.ok(charges <= 1, `Paid twice: ${told}`)
  assert.deepEqual(second.recovery?.interrupted, [], told)
  const [submission, ...others] = second.submissions
  assert.deepEqual(others, [], told)
  assert.equal(submission?.key, key, told)
  if (end === 'undecided') {
    assert.equal(second.error?.kind, 'unknown-submit', told)
    assert.equal(second.error.moneySpent, 'unknown', told)
    assert.equal(submission.state, 'unknown', told)
    assert.ok(!(callbacks && charges), `Lost, though its callback came: ${told}`)
  } else {
    assert.equal(charges, 1, `Lost: ${told}`)
    assert.equal(submission.state, 'succeeded', told)
    assert.deepEqual(submission.files, [saveTo], told)
    assert.equal(second.generated?.taskId, submission.taskId, told)
    assert.ok(await place.file(), told)
  }
  return { died, lived, end, charges }
}

function endOf({ recovery, error }: Report, key: string, charges: number): Fate['end'] {
  if (recovery?.undecided.includes(key)) return 'undecided'
  assert.equal(error, undefined)
  if (recovery?.finished.length) return 'recovered'
  return charges ? 'done' : 'free'
}
