import type { Handler } from './call.ts'
import { createTask } from './create-task.ts'
import { createDownloadLink, getCredits, getTask } from './queries.ts'
import { uploadFileBase64, uploadFileStream, uploadFileUrl } from './uploads.ts'

/** What the mock does for each operation of the document, by operationId. */
export const handlers: Readonly<Record<string, Handler>> = {
  createTask,
  getTask,
  getCredits,
  createDownloadLink,
  uploadFileStream,
  uploadFileBase64,
  uploadFileUrl,
}
