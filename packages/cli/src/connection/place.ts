import { join, resolve } from 'node:path'
import { UsageError } from '../command-error.ts'
import type { Io } from '../terminal/io.ts'
import { stateFolder } from './folders.ts'
import type { GlobalOptions } from './global-options.ts'

const standard = 'https://api.apikley.ru'

/** Which API a command talks to, and the file of the ledger that belongs to it. */
export interface Place {
  readonly baseUrl: string
  readonly ledgerFile: string
}

/** One ledger a base URL: what a mock was asked for is not among what costs money. */
export function placeOf({ env, cwd }: Io, { baseUrl: given, ledger }: GlobalOptions): Place {
  const baseUrl = given ?? (env['APIKLEY_BASE_URL'] || standard)
  if (!URL.canParse(baseUrl)) {
    throw new UsageError(`The base URL '${baseUrl}' is no absolute URL. Give one like ${standard}.`)
  }
  const { protocol, host, pathname } = new URL(baseUrl)
  const scheme = protocol === 'https:' ? '' : `${protocol.slice(0, -1)}_`
  const name = `${scheme}${host}${pathname}`.replaceAll(/[^\w.-]+/g, '_').replace(/_$/, '')
  const ledgerFile = ledger ? resolve(cwd, ledger) : join(stateFolder(env), `${name}.db`)
  return { baseUrl, ledgerFile }
}
