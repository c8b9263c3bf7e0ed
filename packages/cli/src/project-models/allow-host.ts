import { SpecError } from '@apikley/pages/document'
import type { LockedPage } from '@apikley/spec-tools/sources'
import type { Io } from '../terminal/io.ts'
import { ask, canAsk } from '../terminal/question.ts'
import type { Project } from './project.ts'

/** Whose documentation is read without a question: Apikley's and its twin's. */
const known = ['apikley.ru', 'kie.ai']

export interface HostOptions {
  readonly allowHost?: readonly string[]
  readonly yes?: boolean
}

/**
 * Hosts that need no question: the API's own, those of the project's settings, and those from which a page of the project
 * was taken, since somebody has allowed them then.
 */
export function trustedHosts(
  { hosts }: Project,
  baseUrl: string,
  lock: { readonly pages: readonly LockedPage[] } | undefined,
): string[] {
  const ofPages = (lock?.pages ?? []).flatMap(({ url }) => (url === null ? [] : [new URL(url).host]))
  return [...hosts, new URL(baseUrl).host, ...ofPages]
}

/**
 * Decides whether an address may be fetched, asking once a host where a person can be asked.
 * @param hosts Those that need none.
 */
export function createGate(
  io: Io,
  { allowHost = [], yes = false }: HostOptions,
  hosts: readonly string[],
): (url: URL) => Promise<void> {
  const answers = new Map<string, Promise<boolean>>()
  const allowed = new Set([...hosts, ...allowHost])
  const decide = async (host: string): Promise<boolean> => {
    if (!canAsk(io)) return false
    return (await ask(io, `${host} is neither Apikley's nor its twin's. Fetch pages from there?`)) ?? false
  }
  return async ({ host, hostname, href }) => {
    const isKnown = known.some((name) => host === name || host.endsWith(`.${name}`))
    if (isKnown || yes || allowed.has(host) || allowed.has(hostname)) return
    const answer = answers.get(host) ?? decide(host)
    answers.set(host, answer)
    if (await answer) return
    throw new SpecError([
      `${href}: is of another host than Apikley's or its twin's, and nothing was fetched from there. If you trust it: ` +
        `--allow-host ${host}, or "hosts": ["${host}"] in apikley.json.`,
    ])
  }
}
