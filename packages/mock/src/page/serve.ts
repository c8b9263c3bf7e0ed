import type { IncomingMessage, ServerResponse } from 'node:http'
import { isPagePath, pageStatePath } from '../access/paths.ts'
import { refusal } from '../envelope.ts'
import { mediaFor } from '../files/media.ts'
import { findResult } from '../files/serve.ts'
import { fileReply } from '../http/file-reply.ts'
import { jsonReply, readyReply, writeReply, type Reply } from '../http/reply.ts'
import { targetOf } from '../http/target.ts'
import type { StateContext } from '../admin/state.ts'
import type { Emit } from '../event-log.ts'
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
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
}

/** Whether the request is for the page or its files, and not from a program that asks `/` for JSON. */
export function isForPage(request: IncomingMessage): boolean {
  const { method = '', headers } = request
  const pathname = targetOf(request)?.pathname ?? ''
  if (isPagePath(pathname)) return true
  return (
    pathname === '/' && ['GET', 'HEAD'].includes(method) && Boolean(headers.accept?.includes('text/html'))
  )
}

/** What the page needs. */
export interface PageContext extends StateContext {
  emit: Emit
}

/** Answers a request for the page. No fault applies to it and no event reports it: watching changes nothing. */
export async function servePage(
  context: PageContext,
  settings: PageSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const work = replyOf(context, settings, request).then((reply) => ({
    ...reply,
    headers: { ...reply.headers, ...pageHeaders },
  }))
  const reply = await readyReply(work, (error) => context.emit({ type: 'defect', error }))
  writeReply(request, response, reply)
}

async function replyOf(
  context: PageContext,
  settings: PageSettings,
  request: IncomingMessage,
): Promise<Reply> {
  if (!['GET', 'HEAD'].includes(request.method ?? ''))
    return jsonReply(405, refusal(405, 'This path takes GET, HEAD.'), { allow: 'GET, HEAD' })
  const url = targetOf(request)
  const name = url?.pathname === '/' ? '/index.html' : url?.pathname.slice(folder.length)
  if (url?.pathname === pageStatePath) return jsonReply(200, readPageState(context, settings))
  // The page shows a clip even when the link to it has expired.
  const result = findResult(context, name ?? '')
  const file = result ? await mediaFor(result.kind, result.task.input) : await pageFile(name?.slice(1) ?? '')
  return file ? fileReply(file, request.headers) : jsonReply(404, refusal(404, 'The page has no such file.'))
}
