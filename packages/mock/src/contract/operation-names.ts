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

/** Those that take a file. */
export const uploadNames: ReadonlySet<string> = new Set<OperationName>([
  'uploadFileStream',
  'uploadFileBase64',
  'uploadFileUrl',
])

export type OperationName = (typeof operationNames)[number]
