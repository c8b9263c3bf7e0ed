import type { CallbackHandler } from '@apikley/client'
import { connection } from '../../../../server/apikley.ts'
import { isKey, saveClip } from '../../../../server/clips.ts'

let handler: CallbackHandler | undefined

/**
 * The API tells here that a task has ended. The handler believes nothing of it but the task's id: it asks the API. The clip
 * is saved whether or not anybody has the page open.
 */
export function POST(request: Request): Promise<Response> {
  handler ??= connection().client.callbacks.handler({
    onTask: async ({ urls: [url] }, { key = '' }) => {
      if (url !== undefined && isKey(key)) await saveClip(key, url)
    },
  })
  return handler(request)
}
