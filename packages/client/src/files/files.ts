import type { UploadedFile } from '@apikley/types/api'
import type { CallOptions } from '../options/options.ts'
import type { Workshop } from '../extras/workshop.ts'
import { createLink } from './create-link.ts'
import { saveFile } from './save-file.ts'
import type { SavedFile, SaveOptions } from './save-options.ts'
import { uploadFile } from './upload-file.ts'
import type { UploadSource } from './upload-source.ts'

/** Gets results out, and inputs in. */
export interface Files {
  /**
   * Downloads a file of a result to a path (Node, Bun, Deno). Folders are made; a file that is there is replaced, in
   * one step, when the new one is complete. The key is not sent to the result's host.
   *
   * Throws an `ExpiredResultError` if the address answers no more, a `NetworkError` if the download broke off, a
   * `FileError` if the disk refuses.
   */
  save(url: string, path: string, options?: SaveOptions): Promise<SavedFile>
  /**
   * Uploads a file to use as an input; its `downloadUrl` is what a model takes. Kept for one to three days.
   * A large file may need a longer `timeoutMs`.
   */
  upload(source: UploadSource, options?: CallOptions): Promise<UploadedFile>
  /** A fresh address for a result's file, valid for 20 minutes. Only for addresses that came from the API. */
  link(url: string, options?: CallOptions): Promise<string>
}

export function createFiles(workshop: Workshop): Files {
  return {
    save: (url, path, options) => saveFile(workshop, url, path, options),
    upload: (source, options) => uploadFile(workshop, source, options),
    link: (url, options) => createLink(workshop, url, options),
  }
}
