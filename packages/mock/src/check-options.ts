import { inspect } from 'node:util'
import { isHostName } from './access/host.ts'
import { isPageOrigin } from './access/page-origin.ts'
import { nearest } from './faults/nearest.ts'
import type { MockOptions } from './options.ts'

/** Rejects options that would make a mock that cannot work. */
export function checkOptions(options: MockOptions): void {
  checkNames(options)
  for (const name of [
    'taskMs',
    'credits',
    'maxBodyBytes',
    'maxUploadBytes',
    'visibleAfterMs',
    'linkMs',
  ] as const)
    check(name, options[name], (value) => value >= 0, 'a number, 0 or more')
  check('speed', options.speed, (value) => value > 0, 'a number above 0')
  check('stayWaiting', options.stayWaiting, (value) => value >= 0 && value <= 1, 'a number from 0 to 1')
  check('seed', options.seed, Number.isSafeInteger, 'a whole number')
  if (options.taskMs !== undefined && options.speed !== undefined)
    throw new TypeError('startMock: taskMs fixes what speed would draw. Leave one of them out.')
  for (const name of ['tls', 'anyModel', 'laterFields'] as const) oneOf(name, options[name], [true, false])
  oneOf('errors', options.errors, ['envelope', 'http'])
  oneOf('creditsRefusal', options.creditsRefusal, [402, 500])
  oneOf('reach', options.reach, ['public', 'loopback', 'private'])
  for (const name of ['apiKey', 'callbackSecret', 'state', 'host'] as const)
    if (options[name] === '') throw new TypeError(`startMock: ${name} is empty. ${leaveOut[name]}`)
  checkModels(options.models)
  checkLimits(options.rateLimits)
  listOf('cors', options.cors, isPageOrigin, "origins, for example ['http://localhost:5173']")
  listOf('allowHosts', options.allowHosts, isHostName, "names without a port, for example ['mock.test']")
}

// Of the type itself, so that none is forgotten.
const names: Readonly<Record<keyof MockOptions, true>> = {
  port: true,
  host: true,
  allowHosts: true,
  tls: true,
  apiKey: true,
  taskMs: true,
  speed: true,
  seed: true,
  stayWaiting: true,
  visibleAfterMs: true,
  linkMs: true,
  callbackSecret: true,
  rateLimits: true,
  creditsRefusal: true,
  state: true,
  credits: true,
  errors: true,
  laterFields: true,
  models: true,
  anyModel: true,
  cors: true,
  reach: true,
  maxBodyBytes: true,
  maxUploadBytes: true,
  scenario: true,
  clock: true,
  log: true,
}

function checkNames(options: MockOptions): void {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(names, name)) continue
    const meant = nearest(name, Object.keys(names))
    throw new TypeError(
      `startMock: there is no option ${inspect(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    )
  }
}

function checkModels(models: MockOptions['models'] = []): void {
  const wanted = 'a list of models, such as those of createApikley({ models })'
  if (!Array.isArray(models))
    throw new TypeError(`startMock: models must be ${wanted}, not ${inspect(models)}.`)
  for (const model of models) {
    if (typeof model?.id === 'string' && model.id.trim()) continue
    throw new TypeError(`startMock: models must be ${wanted}; ${inspect(model, { depth: 0 })} has no id.`)
  }
}

function listOf(name: string, value: unknown, right: (one: string) => boolean, wanted: string): void {
  if (value === undefined) return
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' && right(one))) return
  throw new TypeError(`startMock: ${name} must be a list of ${wanted}, not ${inspect(value)}.`)
}

const leaveOut = {
  apiKey: 'Leave it out to accept any key.',
  callbackSecret: 'Leave it out to send callbacks unsigned.',
  state: 'Leave it out to keep everything in memory.',
  host: "Leave it out for this machine alone; every network of it is '0.0.0.0'.",
}

function checkLimits(limits: MockOptions['rateLimits']): void {
  if (typeof limits !== 'object' || limits === null) return oneOf('rateLimits', limits, ['real', 'off'])
  for (const [operation, limit] of Object.entries(limits)) {
    check(`rateLimits.${operation}.requests`, limit.requests, Number.isSafeInteger, 'a whole number')
    check(`rateLimits.${operation}.perMs`, limit.perMs, (value) => value > 0, 'a number above 0')
  }
}

function check(name: string, value: unknown, right: (value: number) => boolean, wanted: string): void {
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value) && right(value))) return
  throw new TypeError(`startMock: ${name} must be ${wanted}, not ${inspect(value)}.`)
}

function oneOf(name: string, value: unknown, allowed: readonly (string | number | boolean)[]): void {
  if (value === undefined || allowed.some((known) => known === value)) return
  const list = allowed.map((known) => (typeof known === 'string' ? `'${known}'` : known)).join(' or ')
  throw new TypeError(`startMock: ${name} must be ${list}, not ${JSON.stringify(value)}.`)
}
