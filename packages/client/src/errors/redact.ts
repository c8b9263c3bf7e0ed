import { isPlainObject } from '../schema/values.ts'

/** Takes the secrets out of a text, wherever it came from: servers and gateways echo what they were sent. */
export type Redact = (text: unknown) => string

/** What is secret, as far as it is known by now. */
export interface Secrets {
  readonly apiKey: () => string | undefined
  readonly callbackSecret: string | undefined
}

export function createRedact({ apiKey, callbackSecret }: Secrets): Redact {
  const withoutSecret = replacer(callbackSecret, '[secret]')
  let known: string | undefined
  let withoutKey = replacer(known, '[key]')
  return (text) => {
    const key = apiKey()
    if (key !== known) {
      known = key
      withoutKey = replacer(key, '[key]')
    }
    return withoutSecret(withoutKey(String(text)))
  }
}

/** Shorter than this, what stands for a secret in Base64 would be found in many texts that do not hold it. */
const leastBase64 = 8

function replacer(secret: string | undefined, by: string): (text: string) => string {
  if (!secret) return (text) => text
  const pattern = new RegExp([Array.from(secret, spellings).join(''), ...base64Cores(secret)].join('|'), 'g')
  return (text) => text.replace(pattern, by)
}

/**
 * A character as itself, percent-encoded (once or more), and as JSON may write it, in JSON that is text in JSON, too. How
 * often is limited, since a text of nothing but backslashes would take for ever.
 */
function spellings(character: string): string {
  const bytes = [...new TextEncoder().encode(character)].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`)
  const units = character.split('').map((unit) => `\\\\{1,4}u${hex(unit.charCodeAt(0), 4)}`)
  const literal = /\w/.test(character) ? character : `\\\\{0,4}${escape(character)}`
  return `(?:${literal}|${bytes.join('')}|${units.join('')})`
}

function hex(value: number, digits: number): string {
  const text = value.toString(16).padStart(digits, '0')
  return text.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/**
 * What Base64 of any text that holds a secret has of it for certain: it depends on where in a group of three bytes the
 * secret begins.
 */
function base64Cores(secret: string): string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(secret))
  const cores = [0, 1, 2].map((offset) => {
    const text = btoa('\0'.repeat(offset) + bytes)
    // The characters at both ends hold bits of what stands before and after it, too.
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
  })
  return cores
    .filter((core) => core.length >= leastBase64)
    .flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')])
    .map(escape)
}

/** Nested deeper than this, foreign data is not followed. */
const deepest = 100

/** A copy of data from the API that holds nothing but redacted text, also in the names of fields. */
export function redactData<Data>(data: Data, redact: Redact): Data {
  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return redact(value)
    if (typeof value !== 'object' || !value || value instanceof Date) return value
    if (depth > deepest) return '[…]'
    if (Array.isArray(value)) return value.map((each) => copy(each, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [redact(name), copy(each, depth + 1)]),
    )
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It has the shape of what was given.
  return copy(data, 0) as Data
}

/** A copy of a foreign error and its causes that holds nothing but redacted text: the original may hold the request. */
export function safeCause(error: unknown, redact: Redact, depth = 5): Error {
  const { name, message, stack, code, cause } = isPlainObject(error) ? error : { message: error }
  const copy = new Error(
    redact(message),
    cause && depth ? { cause: safeCause(cause, redact, depth - 1) } : {},
  )
  if (name) copy.name = redact(name)
  if (stack) copy.stack = redact(stack)
  return code ? Object.assign(copy, { code: redact(code) }) : copy
}
