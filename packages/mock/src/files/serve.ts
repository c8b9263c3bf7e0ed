import type { IncomingHttpHeaders } from 'node:http'
import type { CompleteFault } from '../faults/fault.ts'
import { findFault } from '../faults/find-fault.ts'
import { fileReply } from '../http/file-reply.ts'
import type { Reply } from '../http/reply.ts'
import type { MediaKind } from '../tasks/kind.ts'
import { stateAt, type Task } from '../tasks/task.ts'
import type { Clock } from '../clock.ts'
import type { Links } from './links.ts'
import { extensionOf, mediaFor } from './media.ts'
import type { Uploads } from './uploads.ts'

/** What finding a task's result needs. */
export interface ResultContext {
  clock: Pick<Clock, 'now'>
  tasks: ReadonlyMap<string, Task>
}

/** What serving files needs. */
export interface FileContext extends ResultContext {
  links: Links
  uploads: Pick<Uploads, 'get'>
}

/** Where a task's result will be served. */
export function resultUrl(origin: string, taskId: string, kind: MediaKind): string {
  return `${origin}/results/${taskId}.${extensionOf(kind)}`
}

/** Where an uploaded file is served. */
export function uploadUrl(origin: string, path: string): string {
  return `${origin}/uploads/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** Whether a path is one under which files are served, if there are any. */
export function isFilePath(pathname: string): boolean {
  return /^\/(?:results|uploads)\//.test(pathname)
}

/** The finished task whose result the URL's path names. */
export function finishedTask({ clock, tasks }: ResultContext, pathname: string): Task | undefined {
  const [, id, extension] = /^\/results\/([0-9a-f]{32})\.(\w+)$/.exec(pathname) ?? []
  const task = id === undefined ? undefined : tasks.get(id)
  if (!task || extension !== extensionOf(task.kind)) return undefined
  return stateAt(task, clock.now()) === 'success' ? task : undefined
}

/** Answers a request for a result or an upload; undefined when the path names none. */
export async function serveFile(
  context: FileContext,
  url: URL,
  headers: IncomingHttpHeaders,
  faults: readonly CompleteFault[] = [],
): Promise<Reply | undefined> {
  const task = finishedTask(context, url.pathname)
  const refused = findFault(faults, 'linkExpired')
    ? 'The link has expired. Ask download-url for a new one.'
    : task && context.links.refuse(url, context.clock.now())
  if (refused) return { status: 403, headers: { 'content-type': 'text/plain' }, body: `${refused}\n` }
  const file = task ? await mediaFor(task.kind, task.input) : uploadedFile(context.uploads, url.pathname)
  if (!file) return undefined
  const reply = fileReply(file, headers)
  if (url.searchParams.has('download') || !isMedia(file.type))
    reply.headers['content-disposition'] = 'attachment'
  return reply
}

// What a browser shows without running anything in it; an SVG picture is a document with scripts.
function isMedia(type: string): boolean {
  return /^(?:audio|image|video)\/(?!.*xml)/i.test(type)
}

function uploadedFile(uploads: FileContext['uploads'], pathname: string) {
  if (!pathname.startsWith('/uploads/')) return undefined
  try {
    return uploads.get(decodeURIComponent(pathname.slice('/uploads/'.length)))
  } catch {
    return undefined // a broken percent-encoding
  }
}
