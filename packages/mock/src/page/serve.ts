import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuseCaller } from '../admin/access.ts'
import { refusal } from '../envelope.ts'
import { mediaFor } from '../files/media.ts'
import { finishedTask } from '../files/serve.ts'
import { fileReply } from '../http/file-reply.ts'
import { jsonReply, writeReply, type Reply } from '../http/reply.ts'
import { targetOf } from '../http/target.ts'
import { messageOf } from '../message.ts'
import type { World } from '../world.ts'
import { pageFile } from './page-file.ts'
import type { PageSettings } from './page-state.ts'
import { readPageState } from './read-state.ts'

const folder = '/_mock/page'

// Prompts and file names are foreign text. Should some of it ever become markup, it still could load and run nothing.
const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'media-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

const pageHeaders = {
  // Of one address, `/`, there are two answers.
  vary: 'Accept',
  'cache-control': 'no-cache',
  'content-security-policy': Object.entries(policy)
    .map((directive) => directive.join(' '))
    .join('; '),
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Whether the request is for the page or its files, and not from a program that asks `/` for JSON. */
export function isForPage({ method = '', url = '', headers }: IncomingMessage): boolean {
  if (url.startsWith(`${folder}/`)) return true
  return (
    /^\/(?:\?|$)/.test(url) &&
    ['GET', 'HEAD'].includes(method) &&
    Boolean(headers.accept?.includes('text/html'))
  )
}

/** Answers a request for the page. No fault strikes it and no event tells of it: looking on changes nothing. */
export async function servePage(
  world: World,
  settings: PageSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await replyOf(world, settings, request).catch((error: unknown) => {
    world.log({ type: 'defect', error })
    return jsonReply(500, refusal(500, `The mock itself failed: ${messageOf(error)}`))
  })
  writeReply(request, response, { ...reply, headers: { ...reply.headers, ...pageHeaders } })
}

async function replyOf(world: World, settings: PageSettings, request: IncomingMessage): Promise<Reply> {
  if (!['GET', 'HEAD'].includes(request.method ?? ''))
    return jsonReply(405, refusal(405, 'This path takes GET, HEAD.'), { allow: 'GET, HEAD' })
  const url = targetOf(request)
  const name = url?.pathname === '/' ? '/index.html' : url?.pathname.slice(folder.length)
  if (name === '/state') {
    const refused = refuseCaller(request, settings.ownHost)
    if (refused !== undefined) return jsonReply(403, refusal(403, refused))
    return jsonReply(200, readPageState(world, settings))
  }
  // The page shows a clip even when the link to it has expired.
  const task = finishedTask(world, name ?? '')
  const file = task ? await mediaFor(task.kind, task.input) : await pageFile(name?.slice(1) ?? '')
  return file ? fileReply(file, request.headers) : jsonReply(404, refusal(404, 'The page has no such file.'))
}
