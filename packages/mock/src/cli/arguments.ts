import { parseArgs } from 'node:util'
import { isHostName } from '../access/host.ts'
import { isPageOrigin } from '../access/page-origin.ts'
import { messageOf } from '../message.ts'
import type { MockOptions } from '../options.ts'
import { defaultPort } from './help.ts'
import { listFlag, numberFlag, textFlag, wordFlag } from './values.ts'

/** What the command line asks for. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'start'; options: MockOptions; quiet: boolean; json: boolean }
  | { kind: 'wrong'; problem: string }

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  cors: { type: 'string', multiple: true },
  reach: { type: 'string' },
  'task-seconds': { type: 'string' },
  speed: { type: 'string' },
  seed: { type: 'string' },
  state: { type: 'string' },
  scenario: { type: 'string' },
  credits: { type: 'string' },
  'rate-limits': { type: 'string' },
  errors: { type: 'string' },
  'api-key': { type: 'string' },
  'callback-secret': { type: 'string' },
  'later-fields': { type: 'boolean' },
  tls: { type: 'boolean' },
  'any-model': { type: 'boolean' },
  quiet: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

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
    errors: wordFlag('errors', values.errors, ['envelope', 'http']) ?? 'envelope',
    laterFields: values['later-fields'] ?? false,
    anyModel: values['any-model'] ?? false,
    tls: values.tls ?? false,
    ...(speed === undefined ? { taskMs: 1000 * (seconds ?? 5) } : { speed }),
    ...given('seed', numberFlag('seed', values.seed, { most: 2 ** 32 - 1, whole: true })),
    ...given('state', textFlag('state', values.state)),
    ...given('scenario', textFlag('scenario', values.scenario)),
    ...given('credits', numberFlag('credits', values.credits, { most: 1e12 })),
    ...given('rateLimits', wordFlag('rate-limits', values['rate-limits'], ['real', 'off'])),
    ...given('host', textFlag('host', values.host)),
    ...given(
      'allowHosts',
      listFlag('allow-host', values['allow-host'], isHostName, 'a name without a port, such as mock.test'),
    ),
    ...given(
      'cors',
      listFlag('cors', values.cors, isPageOrigin, 'the origin of a page, such as http://localhost:5173'),
    ),
    ...given('reach', wordFlag('reach', values.reach, ['public', 'loopback', 'private'])),
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
