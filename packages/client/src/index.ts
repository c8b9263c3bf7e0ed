export type { Apikley } from './client/apikley.ts'
export { createApikley } from './client/create-apikley.ts'
export type { CallbackFacts, CallbackHandler, CallbackHandlerOptions } from './callbacks/callback-options.ts'
export type { Callbacks } from './callbacks/callbacks.ts'
export type {
  BatchItem,
  BatchItems,
  BatchOptions,
  ModelWasNotGivenToCreateApikley,
  SettledItem,
} from './batch/batch-item.ts'
export type { Clock } from './clock/clock.ts'
export type { LearnedDurations, TaskDurations } from './durations/durations.ts'
export type { ExpectedEnd } from './durations/expected-end.ts'
export { ApikleyError } from './errors/apikley-error.ts'
export type { ErrorKind, Interruption, MoneySpent, NoAnswer, RequestLine } from './errors/error-facts.ts'
export { isApikleyError } from './errors/is-apikley-error.ts'
export {
  AbortedError,
  AuthenticationError,
  BudgetError,
  ConfigurationError,
  CreditsError,
  type ErrorByKind,
  ExpiredResultError,
  FileError,
  LedgerError,
  MaintenanceError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TaskFailedError,
  TaskPendingError,
  UnknownSubmitError,
  ValidationError,
} from './errors/kinds.ts'
export type {
  HookEvents,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  StateChangeEvent,
} from './events/hooks.ts'
export type { Logger, LogLevel } from './events/logger.ts'
export type { SpanFacts, Stage, Telemetry } from './events/telemetry.ts'
export type { Files } from './files/files.ts'
export type {
  ResultFile,
  ResultTarget,
  SavedFile,
  SavedTo,
  SaveOptions,
  SaveTarget,
} from './files/save-options.ts'
export type { SavedBytes, Sink, SinkInfo } from './files/sink/sink.ts'
export type { NodeWritable } from './files/sink/writable-sink.ts'
export type { UploadSource, UploadTarget } from './files/upload-source.ts'
export type { FinishOptions, GeneratedTask, GenerateOptions } from './generate/generate-options.ts'
export { applyChange, filterOf } from './ledger/apply-change.ts'
export type { Ledger, LedgerChange, ListFilter, SpendingLimit, SpendingWindow } from './ledger/ledger.ts'
export { memoryLedger } from './ledger/memory-ledger.ts'
export { partsOf, withinLimit } from './ledger/spending.ts'
export type { Decision, Submission, SubmissionChange, SubmissionState } from './ledger/submission.ts'
export type { MaxSpend } from './money/max-spend.ts'
export type { Price, Prices } from './money/prices.ts'
export { twinPrices } from './money/twin-prices.ts'
export type { InputOf, ModelChoice } from './models/model-choice.ts'
export { uncheckedModel } from './models/unchecked-model.ts'
export type { ApikleyOptions, CallbackOptions } from './client/options.ts'
export type { CallOptions } from './http/call-options.ts'
export type { FetchFunction } from './http/send/send.ts'
export type {
  FinishedSubmission,
  InterruptedSubmission,
  RecoverOptions,
  Recovery,
} from './recovery/recovery.ts'
export type { Verdict } from './recovery/settle.ts'
export type { Submissions } from './recovery/submissions.ts'
export type { CreateOptions, KeyOptions, SubmittedTask } from './submit/create-options.ts'
export { memoryRateLimiter } from './rate-limit/memory-rate-limiter.ts'
export type { Lane, RateLimiter, Refused, Release } from './rate-limit/rate-limiter.ts'
export {
  type RateLimit,
  type RateLimits,
  type ReadRateLimits,
  readRateLimits,
} from './rate-limit/rate-limits.ts'
export type { SucceededTask, Task, TaskFailure } from './schema/task.ts'
export type { TaskRequest, Tasks } from './tasks/tasks.ts'
export type { WaitOptions } from './tasks/wait-options.ts'
export type { Problem } from './schema/problem.ts'
