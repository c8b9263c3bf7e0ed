import { ownSchemas } from '../bundle/own-schemas.ts'
import { contractOf, type Json, type JsonObject, objectAt, sameJson } from '@apikley/pages/document'
import { requestPath } from '@apikley/pages'
import { type Hosts, originOf } from './origin.ts'
import type { Intake } from './outcome.ts'
import type { SourcePage } from './read.ts'

/** Apikley's own language goes first, and English before all others. */
const preferred = ['Russian', 'English']
const scripts: readonly (readonly [string, RegExp])[] = [
  ['Russian', /\p{Script=Cyrillic}/gu],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Korean', /\p{Script=Hangul}/gu],
  ['Chinese', /\p{Script=Han}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
]

/** The page of a model that counts, among several that came in at once. */
export interface Preferred {
  readonly intake: Intake
  /** Pages that say something else of the same model. */
  readonly rivals: readonly Intake[]
  /** A sentence for each page that is left out. */
  readonly told: readonly string[]
}

/** Apikley's own pages count before those of the twin; of those that say the same in several languages, one does. */
export function preferredOf(group: readonly [Intake, ...Intake[]], hosts: Hosts): Preferred {
  const own = group.filter(({ page, text, url }) => originOf(page.document, text, url, hosts) === 'apikley')
  const candidates = own.length > 0 ? own : group
  const [intake = group[0], ...others] = candidates.toSorted(
    (left, right) => rankOf(left.page.document) - rankOf(right.page.document),
  )
  const same = others.filter(({ page }) => isTranslation(page.document, intake.page.document))
  return {
    intake,
    rivals: others.filter((other) => !same.includes(other)),
    told: [
      ...same.map(
        ({ page }) => `${page.name} says the same in ${languageOf(page.document)}, and is left out.`,
      ),
      ...group
        .filter((other) => !candidates.includes(other))
        .map(({ page }) => `${page.name} is the twin's page of the same model, and is left out.`),
    ],
  }
}

/** Why the page that is there stays, although another one of its model came in; nothing where it makes room. */
export function whyStays(old: SourcePage, { page, text, url }: Intake, hosts: Hosts): string | undefined {
  if (old.lock.origin === 'apikley' && originOf(page.document, text, url, hosts) === 'twin') {
    return "It is the twin's page of the model, and Apikley's own stays."
  }
  const isElsewhere = url === null || url !== old.lock.url
  if (!isElsewhere || rankOf(page.document) <= rankOf(old.document)) return undefined
  if (!isTranslation(page.document, old.document)) return undefined
  return `It says the same in ${languageOf(page.document)} as the page in ${languageOf(old.document)}, which stays.`
}

/** Whether two pages ask for the same request in two languages, whatever their words and examples. */
function isTranslation(left: JsonObject, right: JsonObject): boolean {
  if (languageOf(left) === languageOf(right)) return false
  const [one, other] = [left, right].map((document) =>
    ownSchemas('', objectAt(document, ...requestPath, 'schema'), {}, objectAt(document, 'components')),
  )
  return sameJson(contractOf({ ...one }), contractOf({ ...other }))
}

function rankOf(document: JsonObject): number {
  const rank = preferred.indexOf(languageOf(document))
  return rank === -1 ? preferred.length : rank
}

/** By the script of its prose: an id or a quotation in Latin letters stands in every page. */
function languageOf(document: JsonObject): string {
  const prose = proseIn(document)
  const letters = prose.match(/\p{L}/gu)?.length ?? 0
  return scripts.find(([, script]) => (prose.match(script)?.length ?? 0) * 5 > letters)?.[0] ?? 'English'
}

function proseIn(value: Json): string {
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, child]) => (key === 'description' && typeof child === 'string' ? child : proseIn(child)))
    .join(' ')
}
