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
   * checked and on the disk: there is never a part of it under that name. Complete is what ends where its server said
   * that it would, unless sizes in the file itself (MP4, WebM, PNG, WebP, GLB) prove that more must come. If the server
   * says nothing but closes the connection, it is asked for the size; if it does not tell, the structure of the file (of
   * the usual containers of video, image and sound) has to show its end, or it is refused. A download that breaks off is taken up where it was if both answers carry the same
   * strong validator (an `ETag`, or a `Last-Modified` that is well past); else it begins anew. The key is not sent to the
   * result's host.
   *
   * An address that answers 403, 404 or 410 is exchanged for a fresh one with `files.link`. If that does not answer
   * either, the result may not have got there yet: 403 and 404 are looked at again, in growing pauses, for ten seconds;
   * `generate`, `generateMany` and `recover`, which know when the task ended, look until five minutes after that, or
   * until their `timeoutMs` is over.
   *
   * The address is foreign input: it must be http or https, also after redirects, which do not lead from https to http,
   * and must not lead to this machine or a private network (see `allowPrivateAddresses`). In Node the name is resolved
   * and checked in the connection itself. Elsewhere, with a `fetch` of your own, a dispatcher or a proxy, it is resolved
   * and checked before; those resolve it again, and a name that changes in between is not caught. Fake-IP resolvers
   * (198.18.0.0/15 and fc00::/18, of Clash, sing-box or Xray) may stand behind a name.
   *
   * In Node, downloads go over `node:http` instead of the global `fetch`, whose memory does not stay flat; over `fetch`
   * if you gave one, or set a dispatcher or a proxy for it: an own CA, a client certificate and a proxy hold for downloads.
   *
   * Throws an `ExpiredResultError` if the address does not answer, nor a fresh one; a `NetworkError` with the
   * connection's own reason if the download broke off too often or stood still; an `AbortedError`; a `ServerError` for any
   * other refusal; a `FileError` if the disk or target refuses, or the file is too large, no media file, or cannot be
   * shown to be whole; a `ValidationError` for an address that is not allowed, and for a target that cannot be written to,
   * before anything is asked.
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
