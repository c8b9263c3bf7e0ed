import type { JSONValue } from '@ai-sdk/provider'
import { ConfigurationError } from '@apikley/client'
import type { FailureFacts } from './errors.ts'

/** The form of an operation. A version is another number if those before it cannot read it. */
const version = 1

/** What stands for started videos: JSON, to be kept anywhere, and read by another process and another version. */
export interface Operation {
  readonly version: number
  readonly model: string
  /** The API that has the tasks. */
  readonly baseUrl: string
  /** The client key of the call: that of its one task, or what those of several begin with. */
  readonly key: string
  /** When they were started, in milliseconds since 1970. */
  readonly startedAt: number
  readonly tasks: readonly OperationTask[]
  /** Those of several that were not started, and why. */
  readonly failed: readonly FailedStart[]
  /** Whether a webhook was to tell of the end: then the record may be a moment behind it. */
  readonly webhook: boolean
}

/** One that was not started. */
export interface FailedStart extends FailureFacts {
  readonly key: string
}

/** One of them. Without an id: its answer was lost, and the ledger gets its id from a callback. */
export interface OperationTask {
  readonly key: string
  readonly taskId?: string
  /** Where its video is to be saved. */
  readonly saveTo?: string
}

export function makeOperation(facts: Omit<Operation, 'version'>): Operation {
  return { version, ...facts }
}

/** Throws a `ConfigurationError` for what is no operation of this API. */
export function readOperation(value: JSONValue, baseUrl: string): Operation {
  if (!isOperation(value)) {
    throw unusable(
      'is not one that doStart of this provider has answered',
      'Give it as it was, the whole of it.',
    )
  }
  if (value.version > version) {
    throw unusable(
      `has the form ${value.version}, and this version knows ${version}`,
      'Update @apikley/ai-sdk-provider.',
    )
  }
  if (value.baseUrl !== baseUrl) {
    throw unusable(
      `belongs to another API, ${value.baseUrl}, and not to ${baseUrl}`,
      'Ask with a provider that has that baseUrl.',
    )
  }
  return value
}

function isOperation(value: unknown): value is Operation {
  const given: Partial<Operation> = Object(value)
  return (
    typeof given.version === 'number' &&
    typeof given.baseUrl === 'string' &&
    typeof given.model === 'string' &&
    Array.isArray(given.failed) &&
    Array.isArray(given.tasks) &&
    given.tasks.length > 0 &&
    given.tasks.every((one: unknown) => typeof Object(one).key === 'string')
  )
}

function unusable(fault: string, nextStep: string): Error {
  return new ConfigurationError({ what: `The operation ${fault}`, moneySpent: 'no', nextStep })
}
