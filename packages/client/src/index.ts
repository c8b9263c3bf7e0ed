export type { Apikley } from './apikley/apikley.ts'
export { createApikley } from './apikley/create-apikley.ts'
export type { Clock } from './clock/clock.ts'
export { ApikleyError } from './errors/apikley-error.ts'
export type { Interruption, MoneySpent, RequestLine } from './errors/error-facts.ts'
export { isApikleyError } from './errors/is-apikley-error.ts'
export {
  AuthenticationError,
  ConfigurationError,
  CreditsError,
  type ErrorByKind,
  type ErrorKind,
  ExpiredResultError,
  FileError,
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
export type { Files } from './files/files.ts'
export type { SavedFile, SaveOptions } from './files/save-options.ts'
export type { UploadSource, UploadTarget } from './files/upload-source.ts'
export type { GeneratedTask, GenerateOptions } from './generate/generate-options.ts'
export type { InputOf, ModelChoice } from './models/model-choice.ts'
export { uncheckedModel } from './models/unchecked-model.ts'
export type { ApikleyOptions, CallOptions, FetchFunction } from './options/options.ts'
export type { SucceededTask, Task, TaskFailure } from './tasks/task.ts'
export type { TaskRequest, Tasks } from './tasks/tasks.ts'
export type { WaitOptions } from './tasks/wait-options.ts'
export type { Problem } from './validation/problem.ts'
