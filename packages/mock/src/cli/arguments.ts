import { parseArgs } from 'node:util'
import { isHostName } from '../access/host.ts'
import { isPageOrigin } from '../access/page-origin.ts'
import { messageOf } from '../message.ts'
import type { MockOptions } from '../options.ts'
import { listFlag, numberFlag, textFlag, wordFlag } from './values.ts'

/** What the command line asks for. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'start'; options: MockOptions; quiet: boolean; json: boolean }
  | { kind: 'wrong'; problem: string }

// Prism's own port, so that a project which used its command line need not change its settings.
const defaultPort = 4010

/** An option of the command line. */
export interface Flag {
  readonly type: 'string' | 'boolean'
  readonly multiple?: true
  readonly short?: string
  /** What follows it, in a word. */
  readonly value?: string
  /** What may follow it, where that is one of a few words. */
  readonly words?: readonly string[]
  /** As the help says it, a line each. */
  readonly help: string
}

/** In the order of the help. */
const flags = {
  port: {
    type: 'string',
    value: 'number',
    help: `port to listen on; 0 takes a free one (default: ${defaultPort})`,
  },
  host: { type: 'string', value: 'address', help: 'address to listen on (default: 127.0.0.1)' },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'name',
    help: 'a further name by which the mock may be called; can be given again',
  },
  cors: {
    type: 'string',
    multiple: true,
    value: 'origin',
    help: 'an origin, such as http://localhost:5173, whose pages may call the API; can be given again',
  },
  reach: {
    type: 'string',
    value: 'what',
    words: ['public', 'loopback', 'private'],
    help: `what callbacks and uploads by URL may reach beside the internet: public (nothing),
loopback (this machine) or private (and private networks)
(default: callbacks reach this machine, uploads by URL do not)`,
  },
  'task-seconds': {
    type: 'string',
    value: 'number',
    help: "seconds from a task's creation to its end (default: 5)",
  },
  speed: {
    type: 'string',
    value: 'number',
    help: "instead of that: durations like the API's, so many times faster; 1 is real time",
  },
  seed: {
    type: 'string',
    value: 'number',
    help: 'whole number from which everything random is drawn (default: 1)',
  },
  state: {
    type: 'string',
    value: 'file',
    help: 'keep tasks, uploads and the bill in this file, over a restart',
  },
  scenario: { type: 'string', value: 'file', help: 'faults to begin with' },
  credits: {
    type: 'string',
    value: 'number',
    help: 'credits in the account at the start (default: 10000.5)',
  },
  'rate-limits': {
    type: 'string',
    value: 'which',
    words: ['real', 'off'],
    help: 'real: code 429 above 20 tasks per 10 s or 10 records per s; off (default)',
  },
  errors: {
    type: 'string',
    value: 'form',
    words: ['envelope', 'http'],
    help: `envelope: HTTP 200 and a code in the body, as the API does (default)
http: the HTTP status says it too`,
  },
  'api-key': { type: 'string', value: 'key', help: 'the one key to accept (default: any)' },
  'callback-secret': { type: 'string', value: 'key', help: 'sign the callbacks with it' },
  'later-fields': {
    type: 'boolean',
    help: 'task records with the undocumented fields seen since September 2026',
  },
  'any-model': {
    type: 'boolean',
    help: "take models that the API's description does not have, with any input",
  },
  tls: {
    type: 'boolean',
    help: 'serve by https, with a certificate made at the start; prints how a program trusts it',
  },
  quiet: { type: 'boolean', help: 'print the URL and nothing else' },
  json: { type: 'boolean', help: 'print a line of JSON for everything that happens' },
  help: { type: 'boolean', short: 'h', help: 'print this' },
  version: { type: 'boolean', short: 'v', help: 'print the version' },
} as const satisfies Readonly<Record<string, Flag>>

/** The same, as those see it who list them. */
export const allFlags: Readonly<Record<string, Flag>> = flags

type Flags = ReturnType<typeof parse>

/** Reads the arguments after the program's name. */
export function readArguments(args: readonly string[]): Command {
  try {
    const values = parse(args)
    if (values.help) return { kind: 'help' }
    if (values.version) return { kind: 'version' }
    const { quiet = false, json = false } = values
    return { kind: 'start', options: optionsOf(values), quiet, json }
  } catch (error) {
    return { kind: 'wrong', problem: messageOf(error) }
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: flags, strict: true }).values
}

function optionsOf(values: Flags): MockOptions {
  const seconds = numberFlag('task-seconds', values['task-seconds'], { most: 86_400 })
  const speed = numberFlag('speed', values.speed, { least: 0.001, most: 1_000_000 })
  if (seconds !== undefined && speed !== undefined)
    throw new Error('--task-seconds fixes what --speed would draw. Leave one of them out.')
  return {
    port: numberFlag('port', values.port, { most: 65_535, whole: true }) ?? defaultPort,
    errors: wordFlag('errors', values.errors, flags.errors.words) ?? 'envelope',
    laterFields: values['later-fields'] ?? false,
    anyModel: values['any-model'] ?? false,
    tls: values.tls ?? false,
    ...(speed === undefined ? { taskMs: 1000 * (seconds ?? 5) } : { speed }),
    ...given('seed', numberFlag('seed', values.seed, { most: 2 ** 32 - 1, whole: true })),
    ...given('state', textFlag('state', values.state)),
    ...given('scenario', textFlag('scenario', values.scenario)),
    ...given('credits', numberFlag('credits', values.credits, { most: 1e12 })),
    ...given('rateLimits', wordFlag('rate-limits', values['rate-limits'], flags['rate-limits'].words)),
    ...given('host', textFlag('host', values.host)),
    ...given(
      'allowHosts',
      listFlag('allow-host', values['allow-host'], isHostName, 'a name without a port, such as mock.test'),
    ),
    ...given(
      'cors',
      listFlag('cors', values.cors, isPageOrigin, 'the origin of a page, such as http://localhost:5173'),
    ),
    ...given('reach', wordFlag('reach', values.reach, flags.reach.words)),
    ...given('apiKey', textFlag('api-key', values['api-key'])),
    ...given('callbackSecret', textFlag('callback-secret', values['callback-secret'])),
  }
}

function given<Name extends keyof MockOptions>(
  name: Name,
  value: MockOptions[Name] | undefined,
): Partial<Pick<MockOptions, Name>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Pick<MockOptions, Name>>)
}
