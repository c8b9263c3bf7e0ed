import { configurationError } from '../errors/configuration-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { ExpiredResultError, FileError, NetworkError, ServerError, ValidationError } from '../errors/kinds.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Settings } from '../options/settings.ts'
import { createTask } from '../tasks/create-task.ts'
import { pendingError } from '../tasks/pending-error.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'
import { withinLimits } from '../transport/limits.ts'
import { safeCause } from '../transport/redact.ts'
import { request } from '../transport/request.ts'
import { show } from '../validation/values.ts'

/** The settings of a client, and what its extras take from the rest of it. */
export interface Workshop extends Settings {
  readonly configurationError: typeof configurationError
  readonly createTask: typeof createTask
  readonly ExpiredResultError: typeof ExpiredResultError
  readonly FileError: typeof FileError
  readonly isApikleyError: typeof isApikleyError
  readonly milliseconds: typeof milliseconds
  readonly NetworkError: typeof NetworkError
  readonly pendingError: typeof pendingError
  readonly request: typeof request
  readonly safeCause: typeof safeCause
  readonly ServerError: typeof ServerError
  readonly show: typeof show
  readonly ValidationError: typeof ValidationError
  readonly waitForTask: typeof waitForTask
  readonly withinLimits: typeof withinLimits
}

/** What the extras work with. */
export function createWorkshop(settings: Settings): Workshop {
  return {
    ...settings,
    configurationError,
    createTask,
    ExpiredResultError,
    FileError,
    isApikleyError,
    milliseconds,
    NetworkError,
    pendingError,
    request,
    safeCause,
    ServerError,
    show,
    ValidationError,
    waitForTask,
    withinLimits,
  }
}
