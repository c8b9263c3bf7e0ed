import type { TaskState } from '@apikley/types/api'

/** What APIs of this family call the states, in small letters. What is not among them is pending. */
const words = {
  waiting: 'waiting pending created submitted accepted scheduled not_started starting',
  queuing: 'queuing queueing queued queue in_queue',
  generating: 'generating processing running in_progress started working executing',
  success: 'success succeeded succeed successful completed complete done finished',
  fail: 'fail failed failure error errored rejected aborted cancelled canceled cancel terminated timeout timed_out expired create_task_failed generate_failed',
} as const

const states = new Map(
  Object.entries(words).flatMap(([state, those]) =>
    those.split(' ').map((word) => [normal(word), state] as const),
  ),
)

/** `successFlag` of the twin API, where no state stands beside it. Its documents have 2 and 3 for two kinds of failure. */
const flags = ['generating', 'success', 'fail', 'fail'] as const

/** A state in the words that `Task` has for it; one that is not known as it came. */
export function readState(word: string): TaskState {
  return states.get(normal(word)) ?? word
}

export function isKnownState(word: string): boolean {
  return states.has(normal(word))
}

/** The state that a flag stands for. */
export function stateOfFlag(flag: unknown): TaskState | undefined {
  return flags.find((_, at) => flag === at || flag === String(at))
}

/** `IN_PROGRESS`, `In progress` and `inProgress` are one word. */
function normal(word: string): string {
  return word.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '')
}
