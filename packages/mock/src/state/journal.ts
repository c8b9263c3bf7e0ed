import type { StoredFile } from '../http/file-reply.ts'
import type { Task } from '../tasks/task.ts'

/** Where changes are kept. Each call returns when the change would survive the end of the process. */
export interface Journal {
  task(task: Task): void
  /** The task's callback was delivered or given up. */
  callbackDone(taskId: string): void
  upload(path: string, file: StoredFile): void
  /** How far the clock is put forward by now. */
  advanced(ms: number): void
  /** How many credits were added by now. */
  toppedUp(credits: number): void
  /** Everything before is forgotten. */
  reset(): void
  close(): void
}

/** For a mock that keeps nothing. */
export const noJournal: Journal = {
  task: () => {},
  callbackDone: () => {},
  upload: () => {},
  advanced: () => {},
  toppedUp: () => {},
  reset: () => {},
  close: () => {},
}
