export type {
  CallbackBody,
  CallbackRecord,
  CreatedTask,
  Envelope,
  ErrorCode,
  InputSchema,
  JsonType,
  MediaKind,
  Model,
  SchemaNode,
  SchemaNotes,
  TaskRecord,
  TaskResult,
  TaskState,
  UploadedFile,
} from './api.ts'
export type { ModelFields, ModelInputs } from './generated/model-inputs.ts'
export type { CreateTaskBody, ModelId, ModelInput } from './model-map.ts'
