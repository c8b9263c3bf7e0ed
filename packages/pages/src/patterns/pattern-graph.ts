import { anyCharacter, type Characters, type Step, stepsOf } from '../engines/regexpp.ts'

/** One character of a pattern: what it takes, and which characters may come next. */
export interface State {
  readonly takes: Characters
  readonly next: readonly State[]
}

export interface Graph {
  /** Where a match begins; takes nothing. */
  readonly start: State
  /** All that can be reached from there, and it. */
  readonly states: readonly State[]
}

/** States of a graph, with every repetition that has an end written out; and of those that may follow one. */
const limits = { states: 3000, next: 20 } as const

/**
 * The states of a pattern. One from which every way ends in a match has no next ones: whatever follows, an engine finds
 * the match without trying another way.
 * @returns `undefined` where there are too many, or where two ways lead to the same state without a character between
 * them: then an engine tries everything behind it twice.
 */
export function graphOf(pattern: string): Graph | undefined {
  try {
    return statesOf(stepsOf(pattern, limits.states))
  } catch {
    // No regular expression, one that no automaton can be, or nested too deeply to be read.
    return undefined
  }
}

interface Found {
  readonly takes: Characters
  next: Found[]
  /** Whether a match may end here, whatever follows. */
  ends: boolean
}

function statesOf(first: Step): Graph | undefined {
  const found = new Map<Step, Found>()
  const queue: Step[] = []
  const stateOf = (step: Step): Found => {
    const known = found.get(step)
    if (known) return known
    const state: Found = { takes: step.takes ?? anyCharacter, next: [], ends: false }
    found.set(step, state)
    queue.push(step)
    return state
  }
  const start = stateOf(first)
  for (let step = queue.pop(); step; step = queue.pop()) {
    const after = following(step)
    if (!after || after.steps.length > limits.next) return undefined
    Object.assign(stateOf(step), { next: after.steps.map(stateOf), ends: after.ends })
  }
  cutOffSure([...found.values()])
  return { start, states: [...found.values()] }
}

/** The steps that take the next character; `undefined` where one of them, or the end, is reached in two ways. */
function following(from: Step): { steps: readonly Step[]; ends: boolean } | undefined {
  const seen = new Set<Step>()
  const steps: Step[] = []
  let ends = false
  const waiting = from.to.map((step) => ({ step, isSure: true }))
  for (let each = waiting.pop(); each; each = waiting.pop()) {
    const { step, isSure } = each
    if (seen.has(step)) return undefined
    seen.add(step)
    if (step.isEnd) ends ||= isSure
    else if (step.takes) steps.push(step)
    else waiting.push(...step.to.map((to) => ({ step: to, isSure: isSure && !step.isCondition })))
  }
  return { steps, ends }
}

/** Takes the next states from those from which every way ends in a match. */
function cutOffSure(states: readonly Found[]): void {
  const unsure = new Set(states.filter(({ ends }) => !ends))
  for (let before = -1; before !== unsure.size;) {
    before = unsure.size
    for (const state of states) if (state.next.some((next) => unsure.has(next))) unsure.add(state)
  }
  for (const state of states) if (!unsure.has(state)) state.next = []
}
