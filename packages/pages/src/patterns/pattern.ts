import type { Characters } from '../engines/regexpp.ts'
import { graphOf, type State } from './pattern-graph.ts'

/** What is looked at; nothing that anybody writes to check a field with comes near. */
const limits = {
  /** UTF-16 units of a pattern. */
  length: 1000,
  /** Steps that a part without repetition may take, when it is tried once. */
  once: 3000,
  /** The same, where it may be tried at each place of a text. */
  everywhere: 200,
} as const

/**
 * Whether an engine that tries one way after the other, as those of JavaScript do, surely answers in a time that grows
 * no faster than the text. A pattern that is made for it takes hours on thirty characters, and two repetitions side by
 * side that can take the same characters take minutes on a long text. Whether a pattern is such a one cannot be told
 * in little time of each: one that cannot be shown to be harmless counts as slow.
 *
 * Shown is this. Where the pattern may go on in two ways that the same character fits, and both lead into repetitions,
 * it is refused. So there is one way through the repetitions at most. What does not repeat may be tried beside it at
 * each place, if that takes few steps. A search that is not held to the start of the text is a repetition itself.
 */
export function answersSoon(pattern: string): boolean {
  if (pattern.length > limits.length) return false
  const graph = graphOf(pattern)
  if (!graph) return false
  const steps = stepsOf(graph.states)
  const isSlow = (state: State) => {
    const repeating = state.next.filter((next) => !steps.has(next))
    const others = state.next.filter((next) => steps.has(next))
    const sum = others.reduce((total, next) => total + (steps.get(next) ?? 0), 0)
    if (steps.has(state)) return false
    if (!areDistinct(repeating)) return true
    return sum > (areDistinct(state.next) ? limits.once : limits.everywhere)
  }
  return (steps.get(graph.start) ?? 0) <= limits.once && !graph.states.some(isSlow)
}

/** For each state from which no repetition can be reached, the most steps that it takes to try all ways from there. */
function stepsOf(states: readonly State[]): ReadonlyMap<State, number> {
  const steps = new Map<State, number>()
  const waiting = new Map(states.map((state) => [state, new Set(state.next).size]))
  const before = new Map<State, Set<State>>()
  for (const state of states) {
    for (const next of state.next) before.set(next, (before.get(next) ?? new Set()).add(state))
  }
  const ready = states.filter(({ next }) => next.length === 0)
  for (let state = ready.pop(); state; state = ready.pop()) {
    const costs = state.next.map((next) => steps.get(next) ?? 0)
    const tried = areDistinct(state.next) ? Math.max(0, ...costs) : costs.reduce((sum, cost) => sum + cost, 0)
    steps.set(state, 1 + tried)
    for (const other of before.get(state) ?? []) {
      const left = (waiting.get(other) ?? 0) - 1
      waiting.set(other, left)
      if (left === 0) ready.push(other)
    }
  }
  return steps
}

/** Whether no character fits two of these states. */
function areDistinct(states: readonly State[]): boolean {
  return states.every((one, index) =>
    states.slice(0, index).every((other) => isApart(one.takes, other.takes)),
  )
}

const known = new WeakMap<Characters, WeakMap<Characters, boolean>>()

function isApart(one: Characters, other: Characters): boolean {
  const answers = known.get(one) ?? new WeakMap<Characters, boolean>()
  known.set(one, answers)
  const answer = answers.get(other) ?? one.isDisjointWith(other)
  answers.set(other, answer)
  return answer
}
