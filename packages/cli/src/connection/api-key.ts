import { open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { accountPage } from '../account-page.ts'
import { KeyError } from '../command-error.ts'
import type { Io } from '../terminal/io.ts'
import { configFolder } from './folders.ts'

/** A key, and where it came from. */
export interface FoundKey {
  readonly key: string
  readonly from: string
}

export const keyVariable = 'APIKLEY_API_KEY'

/** Where a key file is looked for if none is named. */
export function defaultKeyFile(env: Io['env']): string {
  return join(configFolder(env), 'key')
}

/**
 * The API key: from the file that was named (`-`: stdin), else from the environment, else from the user's key file.
 * Throws a `KeyError` that does not show it.
 */
export async function findKey(io: Io, named: string | undefined): Promise<FoundKey> {
  if (named === '-') return checked(await text(io.stdin), 'stdin')
  if (named !== undefined) return fromFile(resolve(io.cwd, named), { named })
  const given = io.env[keyVariable]
  if (given) return checked(given, keyVariable)
  const file = defaultKeyFile(io.env)
  return fromFile(file, {
    ifMissing: () => {
      throw new KeyError(
        'There is no API key.',
        `Set ${keyVariable}, or write the key into ${file} (mode 600), or pipe it: --key-file -. Keys are made at ` +
          `${accountPage}/keys.`,
      )
    },
  })
}

async function fromFile(
  file: string,
  { named, ifMissing }: { readonly named?: string; readonly ifMissing?: () => never },
): Promise<FoundKey> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') ifMissing?.()
    // Somebody may have given the key itself.
    if (error.code === 'ENOENT' && named && !/[./\\]/.test(named)) {
      throw new KeyError(
        'There is no such file as --key-file names; its name is not shown, since it may be the key itself.',
        'Name the file that holds the key. If that was a real key, make a new one: arguments can be read by others.',
      )
    }
    throw new KeyError(
      `The key file ${file} cannot be read: ${error.message}.`,
      'Name another with --key-file.',
    )
  })
  try {
    const { mode } = await handle.stat()
    // Windows has no such modes.
    if (process.platform !== 'win32' && mode & 0o077) {
      throw new KeyError(
        `The key file ${file} can be read by others (mode ${(mode & 0o777).toString(8)}).`,
        `Make it yours alone: chmod 600 ${file}. Who may have seen the key can spend your credits.`,
      )
    }
    return checked(await handle.readFile('utf8'), file)
  } finally {
    await handle.close()
  }
}

function checked(given: string, from: string): FoundKey {
  const key = given.trim()
  if (!key)
    throw new KeyError(`The API key from ${from} is empty.`, 'Give the key, as the key page shows it.')
  if (/^[!-~]+$/.test(key)) return { key, from }
  const fault = /^bearer\s/i.test(key)
    ? 'starts with "Bearer"'
    : 'has white space or characters other than ASCII'
  throw new KeyError(`The API key from ${from} ${fault}.`, 'Give the bare key, as the key page shows it.')
}
