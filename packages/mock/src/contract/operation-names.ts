/** The operations of the document that the mock carries out, by operationId. */
export const operationNames = [
  'createTask',
  'getTask',
  'getCredits',
  'createDownloadLink',
  'uploadFileStream',
  'uploadFileBase64',
  'uploadFileUrl',
] as const

export type OperationName = (typeof operationNames)[number]
