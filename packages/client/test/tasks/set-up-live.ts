import type { ApikleyOptions } from '@apikley/client'
import type { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { setUp } from '../set-up.ts'

const baseUrl = 'https://api.example.com'

/** A client whose server it takes for the real one: of one on its own machine it expects tasks that take seconds. */
export async function setUpLive(
  options: ApikleyOptions<typeof klingV21MasterTextToVideo> = {},
): ReturnType<typeof setUp> {
  const { fetch: send = fetch } = options
  const { server, apikley } = await setUp({
    baseUrl,
    ...options,
    fetch: (url, init) => send(url.replace(baseUrl, server.url), init),
  })
  return { server, apikley }
}
