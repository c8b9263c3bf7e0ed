import type { UploadedFile } from '@apikley/types/api'
import type { CallOptions } from '../http/call-options.ts'
import type { FilesContext } from './context.ts'
import { createLink } from './create-link.ts'
import { saveFile } from './save-file.ts'
import type { SavedTo, SaveOptions, SaveTarget } from './save-options.ts'
import { uploadFile } from './upload-file.ts'
import type { UploadSource } from './upload-source.ts'

/** Gets results out, and inputs in. */
export interface Files {
  /**
   * Downloads a file of a result: to a path (Node, Bun, Deno), into a `WritableStream` or a `Writable` of Node, or into a
   * `Sink`, such as `s3Sink` or one of your own.
   * To a path, folders are made, and a file that is there is replaced, in one step, when the new one is complete,
   * checked and on the disk: there is never a part of it under that name. A download that breaks off is taken up where it
   * was, as long as the server vouches that it is the same file. An address that has expired is exchanged for a fresh
   * one, once, with `files.link`. The key is not sent to the result's host.
   *
   * The address is foreign input: it must be http or https, also after redirects, which do not lead from https to http,
   * and must not lead to this machine or a private network (see `allowPrivateAddresses`). Names are resolved to see
   * that. In Node the connection then goes to the addresses that were checked; elsewhere, with a `fetch` of your own, or
   * with a proxy, it resolves them again, and a name that changes in between is not caught.
   *
   * In Node, downloads go over `node:http` instead of the global `fetch`, whose memory does not stay flat; over `fetch`
   * if you gave one, or put a dispatcher such as a proxy behind it.
   *
   * Throws an `ExpiredResultError` if the address answers no more, nor a fresh one; a `NetworkError` if the download
   * broke off too often, stood still, or was aborted; a `ServerError` for any other refusal; a `FileError` if the disk or
   * target refuses, the file is too large or no media file; a `ValidationError` for an address that is not allowed, and for
   * a target that cannot be written to, before anything is asked.
   *
   * @example
   * const { path, bytes } = await apikley.files.save(task.urls[0], 'lighthouse.mp4')
   */
  save<Target extends SaveTarget>(
    url: string,
    target: Target,
    options?: SaveOptions,
  ): Promise<SavedTo<Target>>
  /**
   * Uploads a file to use as an input; its `downloadUrl` is what a model takes. Kept for one to three days.
   * A large file may need a longer `timeoutMs`.
   *
   * @example
   * const { downloadUrl } = await apikley.files.upload({ file: await openAsBlob('photo.png'), uploadPath: 'images' })
   */
  upload(source: UploadSource, options?: CallOptions): Promise<UploadedFile>
  /**
   * A fresh address for a result's file, valid for 20 minutes. Only for addresses that came from the API.
   *
   * @example
   * const fresh = await apikley.files.link(task.urls[0])
   */
  link(url: string, options?: CallOptions): Promise<string>
}

export function createFiles(context: FilesContext): Files {
  return {
    save: (url, target, options) => saveFile(context, url, target, options),
    upload: (source, options) => uploadFile(context, source, options),
    link: (url, options) => createLink(context, url, options),
  }
}
