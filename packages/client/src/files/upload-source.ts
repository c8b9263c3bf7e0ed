/** What to upload: exactly one of `file`, `base64` and `url`. */
export type UploadSource = UploadTarget &
  (
    | {
        /** The bytes themselves. A stream is read to its end before it is sent; Node's `fs.openAsBlob` needs no memory. */
        file: Blob | Uint8Array | ReadableStream<Uint8Array>
      }
    | {
        /** The bytes as base64 text, with or without a `data:` prefix. */
        base64: string
      }
    | {
        /** An address that the API fetches the file from: not of this machine or its network, unless the API is there, too. */
        url: string
      }
  )

/** Where an uploaded file goes. */
export interface UploadTarget {
  /** The folder in the account's upload area, such as `images`. */
  uploadPath: string
  /** Default: the name of the `File`, if it is one; else the API chooses. */
  fileName?: string | undefined
}
