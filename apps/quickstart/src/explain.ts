import { isApikleyError, type ApikleyError } from '@apikley/client'
import { UsageError, usage } from './arguments.ts'
import type { Connection } from './connect.ts'

/** What a person reads, and what a script checks. */
export interface Ending {
  text: string
  exitCode: number
}

/** How far the program had come. */
export interface Situation {
  connection: Connection | undefined
  taskId: string | undefined
  interrupted: boolean
}

const exitCodes: Partial<Record<ApikleyError['kind'], number>> = {
  configuration: 2,
  validation: 2,
  credits: 3,
  'task-failed': 4,
  'task-pending': 5,
  'unknown-submit': 6,
}

/** The client's error says what happened and what it cost; this adds how to come back to the task from here. */
export function explain(error: unknown, { connection, taskId, interrupted }: Situation): Ending {
  if (error instanceof UsageError) return { text: `${error.message}\n\n${usage}`, exitCode: 2 }
  if (!isApikleyError(error))
    return { text: error instanceof Error ? error.message : String(error), exitCode: 1 }

  const lines = [error.message]
  if (taskId && error.kind !== 'task-failed') {
    lines.push(
      connection?.resume
        ? `To get the video of task ${taskId} later:\n  ${connection.resume(taskId)}`
        : `Task ${taskId} ran on the local mock and ended with it; nothing was charged.`,
    )
  }
  return { text: lines.join('\n'), exitCode: interrupted ? 130 : (exitCodes[error.kind] ?? 1) }
}
