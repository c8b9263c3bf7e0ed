import type { Io } from '../terminal/io.ts'
import { defaultKeyFile, keyVariable } from './api-key.ts'

/** How somebody may try to hand in a key. */
const keyOption = /^-{1,2}(api[-_]?key|apikey|api[-_]?token|token|auth(orization)?|secret)(=|$)/i

/** Why a command line is refused that holds an API key; nothing if it holds none. Never quotes it. */
export function refuseKey(words: readonly string[], env: Io['env']): string | undefined {
  // The mock has an option of that name, for a key that costs nothing.
  const end = words.indexOf('--')
  const options = words.slice(0, end < 0 ? undefined : end)
  const [found] = options.includes('mock') ? [] : options.filter((word) => keyOption.test(word))
  // Whatever is meant by it; a key as short as `anything`, for a mock, may be a word like another.
  const known = env[keyVariable] ?? ''
  const isKnown = known.length >= 16 && words.some((word) => word === known || word.endsWith(`=${known}`))
  if (found === undefined && !isKnown) return undefined
  const where = found === undefined ? '' : ` (${found.replace(/=.*/s, '')})`
  return (
    `A key is not taken as an argument${where}: everybody on this machine can read it in the ` +
    `list of processes, and the shell keeps it in its history. Set ${keyVariable}, or write the key into ` +
    `${defaultKeyFile(env)} (mode 600), or pipe it: --key-file -. If that was a real key, make a new one. ` +
    'Nothing was sent.'
  )
}
