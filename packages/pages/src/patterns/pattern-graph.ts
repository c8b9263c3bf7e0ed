import { anyCharacter, type Characters, type Expression } from '../engines/regexpp.ts'

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

/** A step of the pattern: it takes a character, or none, or is the end. */
interface Step {
  takes?: Characters
  /** Holds in some places only, and takes no character. */
  isCondition?: true
  isEnd?: true
  to: Step[]
}

class TooMuch extends Error {}

/**
 * The states of a pattern. One from which every way ends in a match has no next ones: whatever follows, an engine finds
 * the match without trying another way.
 * @returns `undefined` where there are too many, or where two ways lead to the same state without a character between
 * them: then an engine tries everything behind it twice.
 */
export function graphOf(expression: Expression): Graph | undefined {
  try {
    const entry = stepsOf(expression, { isEnd: true, to: [] }, { steps: 0 })
    const first: Step = { to: [entry] }
    // A search passes over any number of characters first.
    if (!startsAtStart(expression)) first.to.unshift({ takes: anyCharacter, to: [first] })
    return statesOf(first)
  } catch (error) {
    if (error instanceof TooMuch || error instanceof RangeError) return undefined
    throw error
  }
}

function stepsOf(expression: Expression, next: Step, counted: { steps: number }): Step {
  counted.steps += 1
  if (counted.steps > limits.states) throw new TooMuch()
  switch (expression.kind) {
    case 'characters':
      return { takes: expression.characters, to: [next] }
    case 'sequence':
      return expression.parts.reduceRight((after, part) => stepsOf(part, after, counted), next)
    case 'choice':
      return { to: expression.parts.map((part) => stepsOf(part, next, counted)) }
    case 'repeat': {
      const { part, min, max } = expression
      let after = next
      let copies = min
      if (max === Number.POSITIVE_INFINITY) {
        const again: Step = { to: [] }
        const body = stepsOf(part, again, counted)
        again.to.push(body, next)
        after = min === 0 ? again : body
        copies = Math.max(0, min - 1)
      } else {
        for (let copy = min; copy < max; copy += 1) after = { to: [stepsOf(part, after, counted), next] }
      }
      for (let copy = 0; copy < copies; copy += 1) after = stepsOf(part, after, counted)
      return after
    }
    default:
      return { isCondition: true, to: [next] }
  }
}

function startsAtStart(expression: Expression): boolean {
  const { kind } = expression
  if (kind === 'sequence') return expression.parts[0] !== undefined && startsAtStart(expression.parts[0])
  if (kind === 'choice') return expression.parts.every(startsAtStart)
  return kind === 'repeat' ? expression.min > 0 && startsAtStart(expression.part) : kind === 'start'
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
