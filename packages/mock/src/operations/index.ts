import type { Handler } from './call.ts'
import type { OperationName } from '../contract/operation-names.ts'
import { createTask } from './create-task.ts'
import { createDownloadLink, getCredits, getTask } from './queries.ts'
import { uploadFileBase64, uploadFileStream, uploadFileUrl } from './uploads.ts'

const known: Readonly<Record<OperationName, Handler>> = {
  createTask,
  getTask,
  getCredits,
  createDownloadLink,
  uploadFileStream,
  uploadFileBase64,
  uploadFileUrl,
}

/** What the mock does for each operation of the document, by operationId. */
export const handlers: Readonly<Record<string, Handler>> = known
