import { ConfigurationError } from '../errors/kinds.ts'

/** Throws the error of a file of this package that cannot be loaded. A task that exists already is named: it goes on. */
export function missingFile(cause: unknown, taskId: string | undefined): never {
  const next = 'Deploy all files of the build'
  throw new ConfigurationError({
    what: 'A file of @apikley/client is missing',
    taskId,
    moneySpent: taskId === undefined ? 'no' : 'unknown',
    nextStep:
      taskId === undefined
        ? `${next}; nothing was sent.`
        : `${next}. The task goes on: do not create it again, take up the wait with tasks.wait(taskId).`,
    cause,
  })
}
