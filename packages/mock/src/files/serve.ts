import type { IncomingHttpHeaders } from 'node:http'
import type { CompleteFault } from '../faults/fault.ts'
import { findFault } from '../faults/find-fault.ts'
import { fileReply } from '../http/file-reply.ts'
import type { Reply } from '../http/reply.ts'
import { stateAt, type Task } from '../tasks/task.ts'
import type { Clock } from '../clock.ts'
import type { Links } from './links.ts'
import { extensionOf, mediaFor, type FileKind } from './media.ts'
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

/** Where a task's results will be served: the first is named after the task, the others have their number, too. */
export function resultUrls(origin: string, taskId: string, kind: FileKind, count: number): string[] {
  const names = Array.from({ length: count }, (_, at) => (at === 0 ? taskId : `${taskId}-${at + 1}`))
  return names.map((name) => `${origin}/results/${name}.${extensionOf(kind)}`)
}

/** Where an uploaded file is served. */
export function uploadUrl(origin: string, path: string): string {
  return `${origin}/uploads/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** Whether a path is one under which files are served, if there are any. */
export function isFilePath(pathname: string): boolean {
  return /^\/(?:results|uploads)\//.test(pathname)
}

/** A result of a finished task. */
export interface FoundResult {
  task: Task
  kind: FileKind
  /** As it was given out. */
  url: URL
}

/** The result that the URL's path names. */
export function findResult({ clock, tasks }: ResultContext, pathname: string): FoundResult | undefined {
  const [, id = ''] = /^\/results\/([0-9a-f]{32})(?:-\d{1,2})?\.\w+$/.exec(pathname) ?? []
  const task = tasks.get(id)
  if (!task || task.kind === 'text' || stateAt(task, clock.now()) !== 'success') return undefined
  const { kind } = task
  const url = task.resultUrls.map((each) => new URL(each)).find((each) => each.pathname === pathname)
  return url && { task, kind, url }
}

/** Answers a request for a result or an upload; undefined when the path names none. */
export async function serveFile(
  context: FileContext,
  url: URL,
  headers: IncomingHttpHeaders,
  faults: readonly CompleteFault[] = [],
): Promise<Reply | undefined> {
  const result = findResult(context, url.pathname)
  const refused = findFault(faults, 'linkExpired')
    ? 'The link has expired. Ask download-url for a new one.'
    : result && context.links.refuse(url, context.clock.now())
  if (refused) return { status: 403, headers: { 'content-type': 'text/plain' }, body: `${refused}\n` }
  const file = result
    ? await mediaFor(result.kind, result.task.input)
    : uploadedFile(context.uploads, url.pathname)
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
