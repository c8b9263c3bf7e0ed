/**
 * A file that was uploaded, as the three upload operations answer it. It is deleted after one to three days.
 * Known of the twin API, unverified for Apikley: every field but the address may be missing.
 */
export interface UploadedFile {
  /** What to hand to a model as input. */
  downloadUrl: string
  fileName?: string
  /** The path in your upload area, with the name. */
  filePath?: string
  /** Bytes. */
  fileSize?: number
  mimeType?: string
  /** ISO 8601. */
  uploadedAt?: string
  success?: boolean
}
