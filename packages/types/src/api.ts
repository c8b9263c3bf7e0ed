/** What does not depend on any model, and so costs the same however many models there are. */
export type { Envelope, ErrorCode } from './envelope.ts'
export type { InputSchema, JsonType, MediaKind, Model, SchemaNode, SchemaNotes } from './model.ts'
export type { CallbackBody, CallbackRecord, CreatedTask, TaskRecord, TaskResult, TaskState } from './task.ts'
export type { UploadedFile } from './uploaded-file.ts'
