import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Course, dieAndRecover, type Fate } from '../../src/crash/die-and-recover.ts'
import { inParallel } from '../../src/crash/in-parallel.ts'
import { type Death, nameOf, type Seam } from '../../src/crash/seams.ts'
import { openStage, type Stage } from '../../src/crash/stage.ts'

/** With `CRASH_POINTS=all` it dies right before and right after every seam of every course. */
const all = process.env['CRASH_POINTS'] === 'all'

/** Most of the time they wait. */
const atOnce = 12

let stage: Stage
beforeAll(async () => void (stage = await openStage()))
afterAll(() => stage[Symbol.asyncDispose]())

type IsChosen = (seam: Seam, at: number, number: number) => boolean

/** A death at each of the chosen seams, before one and after the next. `number`: of those that are alike, from 1. */
function deathsAt(seams: readonly Seam[], first: Death['moment'], isChosen: IsChosen = () => true): Death[] {
  const other = first === 'before' ? 'after' : 'before'
  const counts = new Map<string, number>()
  const chosen = seams.flatMap((seam, at) => {
    const name = nameOf(seam)
    const number = (counts.get(name) ?? 0) + 1
    counts.set(name, number)
    return isChosen(seam, at, number) ? [{ seam: name, number }] : []
  })
  return chosen.map((seam, at) => ({ ...seam, moment: at % 2 ? other : first }))
}

/** Deaths at all seams, or at the chosen ones, and one where no seam is, so that a run ends by itself. */
function deathsOf(seams: readonly Seam[], first: Death['moment'], isChosen: IsChosen): Death[] {
  const chosen = all
    ? [...deathsAt(seams, 'before'), ...deathsAt(seams, 'after')]
    : deathsAt(seams, first, isChosen)
  return [...chosen, { seam: 'end', number: 1, moment: 'before' }]
}

interface Try extends Course {
  readonly title: string
  /** What is tried if not all is. */
  readonly first: Death['moment']
  readonly isChosen: IsChosen
}

const courses: readonly Try[] = [
  {
    title: 'without callbacks',
    callbacks: false,
    lostAnswer: false,
    first: 'before',
    // One of each kind.
    isChosen: (_seam, _at, number) => number === 1,
  },
  {
    title: 'with callbacks',
    callbacks: true,
    lostAnswer: false,
    first: 'after',
    // One of each kind that is not of the disk, which is as above.
    isChosen: ({ kind }, at, number) =>
      (number === 1 && !['disk', 'database'].includes(kind)) || at % 12 === 0,
  },
  {
    title: 'with callbacks, after the answer of createTask was lost',
    callbacks: true,
    lostAnswer: true,
    first: 'before',
    isChosen: (_, at) => at >= 20 && at % 2 === 0,
  },
  {
    title: 'without callbacks, after the answer of createTask was lost',
    callbacks: false,
    lostAnswer: true,
    first: 'after',
    isChosen: (_, at) => at % 5 === 0,
  },
]

/** What there is to say of all who died. */
function summary(fates: readonly Fate[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { end, charges } of fates) {
    const name = end === 'undecided' ? `${end}, ${charges ? '' : 'not '}paid` : end
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

describe('whenever a process dies, nothing is paid twice, and what is paid is had', () => {
  it.for(courses)('$title', async ({ first, isChosen, title, ...course }) => {
    const undisturbed = await dieAndRecover(stage, course)
    const { seams } = undisturbed.lived[0]!
    const deaths = deathsOf(seams, first, isChosen)
    const fates = await inParallel(
      atOnce,
      deaths.map((death) => () => dieAndRecover(stage, course, { first: death })),
    )
    console.log(`${title}: ${seams.length} seams, ${fates.length - 1} deaths`, summary(fates))

    const isAlive = deaths.map((_, at) => !fates[at]!.died.length)
    expect(isAlive.at(-1)).toBe(true)
    // A busy machine makes one poll less, and a callback spares the client a step.
    const mayLive = ({ seam, number }: Death): boolean =>
      course.callbacks || (number > 1 && seam.startsWith('wait'))
    expect(deaths.slice(0, -1).filter((death, at) => isAlive[at] && !mayLive(death))).toEqual([])
    expect(isAlive.filter(Boolean).length).toBeLessThan(deaths.length / 4)
    // Only who was about to send can be undecided, and with callbacks only if there is no task.
    const undecided = fates.filter(({ end }) => end === 'undecided' && !course.lostAnswer)
    expect(undecided.filter(({ died }) => died[0]?.phase !== 'submit')).toEqual([])
    expect(undecided.filter(({ charges }) => course.callbacks && charges)).toEqual([])
  })

  it('while it recovers what another one has left', async () => {
    const course = { callbacks: false, lostAnswer: false }
    const { lived } = await dieAndRecover(stage, course)
    const seam = lived[0]!.seams.map(nameOf).find((name) => name.startsWith('wait'))!
    const first: Death = { seam, number: 1, moment: 'before' }
    const undisturbed = await dieAndRecover(stage, course, { first })
    const { seams } = undisturbed.lived.at(-1)!
    const deaths = deathsOf(seams, 'before', (_, at) => at % 8 === 0)
    const fates = await inParallel(
      atOnce,
      deaths.map((recovery) => () => dieAndRecover(stage, course, { first, recovery })),
    )
    console.log(`in recovery: ${seams.length} seams, ${fates.length - 1} deaths`, summary(fates))
    expect(fates.filter(({ end }) => end !== 'recovered' && end !== 'done')).toEqual([])
  })
})

it('these are all phases, with everything that is awaited in them', async () => {
  const { lived } = await dieAndRecover(stage, { callbacks: false, lostAnswer: false })
  const kinds = new Set(lived[0]!.seams.map(({ phase, kind }) => `${phase} ${kind}`))
  const expected = ['submit', 'wait', 'save'].flatMap((phase) =>
    ['ledger', 'database', 'clock', 'request', 'body'].map((kind) => `${phase} ${kind}`),
  )
  // Where the clip will be is looked at before it is paid; the ledger's disk is that of its database.
  expected.push('submit disk', 'save disk')
  expect([...kinds].toSorted()).toEqual(expected.toSorted())
})
