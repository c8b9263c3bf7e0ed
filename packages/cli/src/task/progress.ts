import type { Apikley, Task } from '@apikley/client'
import type { Printer } from '../terminal/printer.ts'
import { clockTime } from '../terminal/words.ts'

/** What the progress of a task is told by. */
export interface TaskProgress {
  readonly state: string
  readonly model: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** `generating · 0:42 old · about 1:20 left · 8 % of 12 earlier ones had ended by now`. */
export function progressInWords(
  { durations }: Pick<Apikley, 'durations'>,
  { state, model, createdAt }: TaskProgress,
  now = Date.now(),
): string {
  const ageMs = Math.max(0, now - createdAt)
  const { restMs, endedShare, seen } = durations.expect(model, ageMs)
  const share = `${Math.round(endedShare * 100)} %`
  const place = seen ? `${share} of ${seen} earlier ones had ended by now` : `${share} end by now, as a guess`
  return [state, `${clockTime(ageMs)} old`, `about ${clockTime(restMs)} left`, place].join(' · ')
}

/** Shows the progress of a task at the bottom of the terminal; answers what is to be told of its updates. */
export function showProgress(
  printer: Printer,
  apikley: Pick<Apikley, 'durations'>,
  { model, createdAt }: { readonly model: string; readonly createdAt: number },
): (task: Task) => void {
  let shown: TaskProgress = { state: 'accepted', model, createdAt }
  printer.status.show(() => progressInWords(apikley, shown))
  return (task) => {
    const { taskId, state } = task
    printer.event('state', { taskId, state })
    shown = { state, model: task.model ?? model, createdAt: task.createdAt?.getTime() ?? createdAt }
    printer.status.show(() =>
      state === 'success' ? 'success · saving the result' : progressInWords(apikley, shown),
    )
  }
}
