const ratios = ['16:9', '9:16', '1:1'] as const
const durations = ['5', '10'] as const

/** One video that somebody wants, and would pay for once. */
export interface Job {
  key: string
  input: { prompt: string; aspect_ratio: (typeof ratios)[number]; duration: (typeof durations)[number] }
}

/** Every fortieth fails the content check, and its credits come back. */
const failing = 40

/** The job with this number. The prompt names the key, so that the mock's tasks tell whose they are. */
export function jobOf(index: number): Job {
  const key = `task-${index}`
  const marker = index % failing === failing - 1 ? ' [fail:moderation]' : ''
  return {
    key,
    input: {
      prompt: `${key}: a lighthouse at dusk${marker}`,
      aspect_ratio: ratios[index % ratios.length] ?? '16:9',
      duration: durations[index % durations.length] ?? '5',
    },
  }
}

/** The key of the job that a task was made for. */
export function keyOf({ input }: { input: Record<string, unknown> }): string {
  return String(input['prompt']).split(':', 1).join()
}

/** The name under which a job's clip is to be saved. */
export function fileOf(key: string): string {
  return `${key}.mp4`
}

/** Every tenth job is given to a second worker, too: two processes that want the same video at once. */
const doubled = 10

/** The numbers of the jobs that a worker has to do, in the order in which it begins them. */
export function jobsOfWorker(
  worker: number,
  { workers, tasks }: { workers: number; tasks: number },
): number[] {
  const isMine = (index: number): boolean =>
    index % workers === worker || (index % doubled === 0 && (index + 1) % workers === worker)
  return Array.from({ length: tasks }, (_, index) => index).filter(isMine)
}
