import type { IncomingHttpHeaders } from 'node:http'
import { fileReply } from '../http/file-reply.ts'
import type { Reply } from '../http/reply.ts'
import { stateAt, type Task } from '../tasks/task.ts'
import type { World } from '../world.ts'
import { clipFor } from './clips.ts'

/** Where a task's result will be served. */
export function resultUrl(origin: string, taskId: string): string {
  return `${origin}/results/${taskId}.mp4`
}

/** Where an uploaded file is served. */
export function uploadUrl(origin: string, path: string): string {
  return `${origin}/uploads/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** The finished task whose result the URL's path names. */
export function finishedTask(world: World, pathname: string): Task | undefined {
  const [, id] = /^\/results\/([0-9a-f]{32})\.mp4$/.exec(pathname) ?? []
  const task = id === undefined ? undefined : world.tasks.get(id)
  return task && stateAt(task, world.clock.now()) === 'success' ? task : undefined
}

/** Answers a request for a result or an upload; undefined when the path names none. */
export async function serveFile(
  world: World,
  url: URL,
  headers: IncomingHttpHeaders,
): Promise<Reply | undefined> {
  const task = finishedTask(world, url.pathname)
  const file = task ? await clipFor(task.input) : uploadedFile(world, url.pathname)
  if (!file) return undefined
  const reply = fileReply(file, headers)
  if (url.searchParams.has('download')) reply.headers['content-disposition'] = 'attachment'
  return reply
}

function uploadedFile(world: World, pathname: string) {
  if (!pathname.startsWith('/uploads/')) return undefined
  try {
    return world.uploads.get(decodeURIComponent(pathname.slice('/uploads/'.length)))
  } catch {
    return undefined // a broken percent-encoding
  }
}
