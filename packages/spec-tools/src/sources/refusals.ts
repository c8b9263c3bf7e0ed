import { pointer } from '@apikley/pages/document'
import { type Page, requestPath, spot } from '@apikley/pages'
import { holdsUnseen } from '../text/printable.ts'
import { foreignServers } from './origin.ts'
import type { Intake } from './outcome.ts'
import type { Sources } from './read.ts'

/**
 * Why a page that could be read must not be taken in; empty when it may.
 * @param others Further pages of the same intake that describe the same model with other words.
 */
export function refusals(sources: Sources, intake: Intake, others: readonly Intake[]): string[] {
  return [
    ...oddModel(intake.page),
    ...rivals([intake, ...others].map(({ page }) => page)),
    ...[intake, ...others].flatMap(({ page }) => foreign(sources, page)),
    ...[intake, ...others].flatMap((one) => otherModel(sources, one)),
  ]
}

/** Two ids that look the same must not be two models. */
function oddModel(page: Page): string[] {
  if (!holdsUnseen(page.model)) return []
  return [
    `${modelPlace(page)}: the model id ${JSON.stringify(page.model)} holds a character that nobody sees. ` +
      'Take it out of a copy of the page, and import that.',
  ]
}

function rivals(pages: readonly Page[]): string[] {
  if (pages.length < 2) return []
  return [
    `${pages.map(modelPlace).join(' and ')} both claim the model '${pages[0]?.model}' and differ. Import the one that ` +
      'is right, alone.',
  ]
}

function foreign(sources: Sources, page: Page): string[] {
  return foreignServers(page.document, sources).map(
    ({ place, url }) =>
      `${where(page, place)}: names the server ${url}, which is neither ${sources.server} nor its twin ` +
      `(${sources.twins.join(', ')}). Keys and money would go there.`,
  )
}

/** An address that begins to describe another model is more likely a mistake of upstream than a move. */
function otherModel({ pages }: Sources, { page, url }: Intake): string[] {
  const locked = url === null ? undefined : pages.find(({ lock }) => lock.url === url)?.lock
  if (!locked || locked.model === page.model) return []
  return [
    `${modelPlace(page)}: names the model '${page.model}', while this address is the page of '${locked.model}' so far. ` +
      'If upstream renamed the model, save the page and import the file.',
  ]
}

function modelPlace(page: Page): string {
  return where(page, pointer([...requestPath, 'schema', 'properties', 'model', 'enum', '0']))
}

function where(page: Page, place: string): string {
  return spot(page.name, page.lineOf(place))
}
