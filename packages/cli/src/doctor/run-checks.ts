import { isApikleyError } from '@apikley/client'
import { accountPage } from '../account-page.ts'
import { KeyError } from '../command-error.ts'
import { findKey } from '../connection/api-key.ts'
import { connectLightly } from '../connection/connect.ts'
import type { GlobalOptions } from '../connection/global-options.ts'
import { type Place, placeOf } from '../connection/place.ts'
import { failureOf } from '../errors/report.ts'
import { exitCodes } from '../exit-codes.ts'
import { createDryRun } from '../task/dry-run.ts'
import type { Io } from '../terminal/io.ts'
import type { Printer } from '../terminal/printer.ts'
import { clockTime, count, formatNumber } from '../terminal/words.ts'
import { type Check, checkOf } from './check.ts'

export interface DoctorOptions extends GlobalOptions {
  readonly callbackUrl?: string
}

type Look = (
  io: Io,
  printer: Printer,
  options: DoctorOptions,
  place: Place,
) => Promise<Check | readonly Check[]>

/** How far apart two clocks may be before it is worth a word, in milliseconds. */
const mostSkewMs = 30_000
const networkTimeoutMs = 15_000

const lookAtKey: Look = async (io, printer, { keyFile }) => {
  const check = checkOf('key', exitCodes.key)
  try {
    const { key, from } = await findKey(io, keyFile)
    printer.hide(key)
    return check.ok(`from ${from}`)
  } catch (error) {
    if (error instanceof KeyError) return check.failed(error.message, error.nextStep)
    throw error
  }
}

/** Any answer will do; its date tells the API's clock. */
const lookAtNetwork: Look = async (_io, _printer, _options, { baseUrl }) => {
  const check = checkOf('network', exitCodes.unavailable)
  const begun = performance.now()
  try {
    const { headers, status } = await fetch(baseUrl, { method: 'HEAD', redirect: 'manual', signal: soon() })
    const ms = Math.round(performance.now() - begun)
    const aheadMs = Date.now() - Date.parse(headers.get('date') ?? '')
    return [check.ok(`${baseUrl} answers (HTTP ${status}) in ${ms} ms`), ...lookAtClock(aheadMs)]
  } catch (error) {
    const message = `${baseUrl} does not answer: ${reasonOf(error)}`
    return check.failed(message, 'Check the connection, a proxy, and --base-url.')
  }
}

/** `aheadMs`: how far this machine's clock is ahead of the API's; nothing is told where that is not known. */
function lookAtClock(aheadMs: number): Check[] {
  const check = checkOf('clock', exitCodes.failed)
  if (Number.isNaN(aheadMs)) return []
  if (Math.abs(aheadMs) <= mostSkewMs) return [check.ok("the same as the API's")]
  const message = `${clockTime(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} the API's`
  return [check.warning(message, 'Set it: budgets, ages and the signatures of callbacks go by it.')]
}

const lookAtAccount: Look = async (io, printer, options) => {
  // From stdin it can be read once, and that was done.
  if (options.keyFile === '-') return []
  try {
    await using apikley = await connectLightly(io, printer, options)
    const left = await apikley.credits({ timeoutMs: networkTimeoutMs })
    const message = `the key is accepted; ${formatNumber(left)} credits are left`
    const check = checkOf('account', exitCodes.money)
    return left > 0 ? check.ok(message) : check.warning(message, 'Top up before you order.')
  } catch (error) {
    // Told of already.
    if (error instanceof KeyError || isApikleyError(error, 'network')) return []
    const { message, nextStep, exitCode } = failureOf(error)
    const isKey = exitCode === exitCodes.key
    const next = isKey ? `Use the key that ${accountPage}/keys shows.` : nextStep
    return checkOf('account', exitCode).failed(message, next)
  }
}

const lookAtLedger: Look = async (_io, _printer, _options, { ledgerFile }) => {
  const check = checkOf('ledger', exitCodes.failed)
  const { sqliteLedger } = await import('@apikley/client/node')
  try {
    const ledger = sqliteLedger(ledgerFile)
    try {
      await ledger.check()
      let [open, unknown] = [0, 0]
      for await (const { state } of ledger.list('open')) {
        open++
        if (state === 'unknown') unknown++
      }
      const message = `${ledgerFile} is sound; ${count(open, 'order')} open`
      if (!unknown) return check.ok(message)
      return check.warning(
        `${message}, ${unknown} of them with an unknown outcome`,
        'See to them: apikley recover',
      )
    } finally {
      await ledger.close()
    }
  } catch (error) {
    return check.failed(
      reasonOf(error),
      'Nothing is sent until it works. Mend it, or name another with --ledger.',
    )
  }
}

const lookAtCallback: Look = async (io, printer, options, { baseUrl }) => {
  const { callbackUrl = io.env['APIKLEY_CALLBACK_URL'] } = options
  if (!callbackUrl) return []
  const check = checkOf('callback', exitCodes.failed)
  const warnings: string[] = []
  try {
    const warn = (text: string): void => void warnings.push(text)
    const tryTask = createDryRun({ baseUrl, callbackUrl, printer: { ...printer, warn } })
    await tryTask({ model: { id: 'any/model' }, input: {} })
    const [unreachable] = warnings
    if (unreachable !== undefined) return check.failed(unreachable)
    const { status } = await fetch(callbackUrl, { method: 'HEAD', redirect: 'manual', signal: soon() })
    return check.ok(`${callbackUrl} answers from here (HTTP ${status})`)
  } catch (error) {
    return check.failed(
      `${callbackUrl} does not answer from here: ${reasonOf(error)}`,
      'Start what is to answer there.',
    )
  }
}

function soon(): AbortSignal {
  return AbortSignal.timeout(networkTimeoutMs)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause, message } = error
  return cause instanceof Error ? cause.message || String(Object(cause).code ?? message) : message
}

/** Looks at everything that must be right before money is spent. Spends nothing. */
export async function runChecks(io: Io, printer: Printer, options: DoctorOptions): Promise<Check[]> {
  const place = placeOf(io, options)
  const checks: Check[] = []
  for (const look of [lookAtKey, lookAtNetwork, lookAtAccount, lookAtLedger, lookAtCallback]) {
    checks.push(...[await look(io, printer, options, place)].flat())
  }
  return checks
}
