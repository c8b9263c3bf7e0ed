import { configurationError } from '../errors/configuration-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import {
  BudgetError,
  CreditsError,
  ExpiredResultError,
  FileError,
  NetworkError,
  ServerError,
  ValidationError,
} from '../errors/kinds.ts'
import { inSpan } from '../events/telemetry.ts'
import { recordResult } from '../ledger/record-result.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { Settings } from '../options/settings.ts'
import { createTaskLine } from '../submit/create-task-line.ts'
import { ledgerError } from '../submit/ledger-error.ts'
import { submit } from '../submit/submit.ts'
import { unknownSubmit } from '../submit/unknown-submit.ts'
import { createTask } from '../tasks/create-task.ts'
import { getTask } from '../tasks/get-task.ts'
import { pendingError } from '../tasks/pending-error.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'
import { failure } from '../transport/call.ts'
import { withinLimits } from '../transport/limits.ts'
import { outcomeOf } from '../transport/outcome.ts'
import { safeCause } from '../transport/redact.ts'
import { request } from '../transport/request.ts'
import { show } from '../validation/values.ts'

/** The settings of a client, and what its extras take from the rest of it. */
export interface Workshop extends Settings {
  readonly BudgetError: typeof BudgetError
  readonly configurationError: typeof configurationError
  readonly createTask: typeof createTask
  readonly createTaskLine: typeof createTaskLine
  readonly CreditsError: typeof CreditsError
  readonly ExpiredResultError: typeof ExpiredResultError
  readonly failure: typeof failure
  readonly FileError: typeof FileError
  readonly getTask: typeof getTask
  readonly inSpan: typeof inSpan
  readonly isApikleyError: typeof isApikleyError
  readonly ledgerError: typeof ledgerError
  readonly milliseconds: typeof milliseconds
  readonly NetworkError: typeof NetworkError
  readonly outcomeOf: typeof outcomeOf
  readonly pendingError: typeof pendingError
  readonly recordResult: typeof recordResult
  readonly request: typeof request
  readonly safeCause: typeof safeCause
  readonly ServerError: typeof ServerError
  readonly show: typeof show
  readonly submit: typeof submit
  readonly unknownSubmit: typeof unknownSubmit
  readonly ValidationError: typeof ValidationError
  readonly waitForTask: typeof waitForTask
  readonly withinLimits: typeof withinLimits
}

/** What the extras work with. */
export function createWorkshop(settings: Settings): Workshop {
  return {
    ...settings,
    BudgetError,
    configurationError,
    createTask,
    createTaskLine,
    CreditsError,
    ExpiredResultError,
    failure,
    FileError,
    getTask,
    inSpan,
    isApikleyError,
    ledgerError,
    milliseconds,
    NetworkError,
    outcomeOf,
    pendingError,
    recordResult,
    request,
    safeCause,
    ServerError,
    show,
    submit,
    unknownSubmit,
    ValidationError,
    waitForTask,
    withinLimits,
  }
}
