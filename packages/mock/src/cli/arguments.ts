import { parseArgs } from 'node:util'
import { messageOf } from '../message.ts'
import type { MockOptions } from '../options.ts'

/** What the command line asks for. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'start'; options: MockOptions; quiet: boolean }
  | { kind: 'wrong'; problem: string }

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'task-seconds': { type: 'string' },
  credits: { type: 'string' },
  errors: { type: 'string' },
  'api-key': { type: 'string' },
  'later-fields': { type: 'boolean' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

// Prism's own port, so that a project which used its command line need not change its settings.
const defaultPort = 4010

export const help: string = `Usage: apikley-mock [options]

The Apikley video generation API on your own machine.

  --port <number>         port to listen on; 0 takes a free one (default: ${defaultPort})
  --host <address>        address to listen on (default: 127.0.0.1)
  --task-seconds <number> seconds from a task's creation to its end (default: 5)
  --credits <number>      credits in the account at the start (default: 10000.5)
  --errors <form>         envelope: HTTP 200 and a code in the body, as the API does (default)
                          http: the HTTP status says it too
  --api-key <key>         the one key to accept (default: any)
  --later-fields          task records with the undocumented fields seen since September 2026
  --quiet                 print the URL and nothing else
  -h, --help              print this
  -v, --version           print the version
`

/** Reads the arguments after the program's name. */
export function readArguments(args: readonly string[]): Command {
  try {
    const { values } = parseArgs({ args: [...args], options: flags, strict: true })
    if (values.help) return { kind: 'help' }
    if (values.version) return { kind: 'version' }
    const { host, errors = 'envelope', 'api-key': apiKey } = values
    if (errors !== 'envelope' && errors !== 'http')
      throw new Error(`--errors takes envelope or http, not "${errors}".`)
    if (apiKey === '') throw new Error('--api-key is empty.')
    const options: MockOptions = {
      port: numberOf('port', values.port, defaultPort, 65_535),
      taskMs: 1000 * numberOf('task-seconds', values['task-seconds'], 5, 86_400),
      errors,
      laterFields: values['later-fields'] ?? false,
      ...(values.credits !== undefined && { credits: numberOf('credits', values.credits, 0, 1e12) }),
      ...(host !== undefined && { host }),
      ...(apiKey !== undefined && { apiKey }),
    }
    return { kind: 'start', options, quiet: values.quiet ?? false }
  } catch (error) {
    return { kind: 'wrong', problem: messageOf(error) }
  }
}

function numberOf(flag: string, text: string | undefined, fallback: number, most: number): number {
  if (text === undefined) return fallback
  const value = Number(text)
  const whole = flag !== 'port' || Number.isInteger(value)
  if (text.trim() === '' || !whole || !(value >= 0 && value <= most))
    throw new Error(
      `--${flag} takes a ${flag === 'port' ? 'whole ' : ''}number from 0 to ${most}, not "${text}".`,
    )
  return value
}
