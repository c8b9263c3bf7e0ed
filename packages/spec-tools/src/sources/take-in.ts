import { componentName, sameJson, textAt } from '@apikley/pages/document'
import { callbackGaps } from './callback-gaps.ts'
import { leftOut } from './left-out.ts'
import { byModel, byText, filesOf, type LockedPage, sha256 } from './lock.ts'
import { lockText } from './lock-text.ts'
import { Names } from './names.ts'
import { originOf } from './origin.ts'
import type { Intake, PageOutcome, Refused, Withdrawn } from './outcome.ts'
import type { SourcePage, Sources } from './read.ts'
import { refusals } from './refusals.ts'
import { preferredOf, whyStays } from './same-model.ts'
import { unusable } from './unusable.ts'

export interface TakenIn {
  /** The sources as they will be. */
  readonly sources: Sources
  /** Texts by their path under `specs/`; `null` deletes the file. Empty when nothing changes. */
  readonly files: ReadonlyMap<string, string | null>
  /** What became of each page: refusals first, then by model. */
  readonly pages: readonly PageOutcome[]
}

/**
 * The sources with pages taken in: a model that is there already is replaced, another is added. Touches no file, and
 * refuses by an outcome, not by an error. Whether the result makes a bundle is for `makeBundle` to say.
 * @param withdraw Whether models leave whose pages are gone. Else that is told: a page can be missing for an hour.
 */
export function takeIn(
  sources: Sources,
  intakes: readonly Intake[],
  refused: readonly Refused[] = [],
  withdrawn: readonly Withdrawn[] = [],
  withdraw = true,
): TakenIn {
  const outcomes: PageOutcome[] = refused.map((entry) => ({ ...entry, status: 'refused', repairs: [] }))
  const files = new Map<string, string | null>()
  const pages = new Map(sources.pages.map((page) => [page.lock.model, page]))

  for (const { source, page: slug, reasons } of withdrawn) {
    const old = [...pages.values()].find(({ lock }) => lock.page === slug)
    if (!old || intakes.some(({ page }) => page.model === old.lock.model)) continue
    const { model } = old.lock
    const next = withdraw ? [] : ['Its model stays, until --withdraw takes it out of the packages.']
    const told = [...reasons, ...next]
    outcomes.push({ source, page: slug, model, status: 'withdrawn', reasons: told, repairs: [] })
    if (!withdraw) continue
    pages.delete(model)
    for (const { file } of filesOf(old.lock)) files.set(file, null)
  }

  const names = new Names([...pages.values()].map(({ lock }) => lock))
  for (const group of byModelId(intakes)) {
    const { intake, rivals: others, told } = preferredOf(group, sources)
    const { model, name: source, repairs } = intake.page
    const old = pages.get(model)
    const stays = old && whyStays(old, intake, sources)
    if (old && stays !== undefined) {
      const { page } = old.lock
      outcomes.push({ source, page, model, status: 'unchanged', reasons: [stays, ...told], repairs: [] })
      continue
    }
    const { lock, texts } = describe(sources, intake, old?.lock, names)
    const same = old !== undefined && sameFiles(old.lock, lock)
    const fresh = sourcePage(lock, intake)
    const reasons = refusals(sources, intake, others)
    if (reasons.length === 0 && !same) reasons.push(...unusable(sources, fresh, source))
    if (reasons.length > 0) {
      for (const { page } of [intake, ...others]) {
        outcomes.push({ source: page.name, model, status: 'refused', reasons, repairs: page.repairs })
      }
      continue
    }
    // The day on which its bytes were new holds while the bytes do.
    const kept = same ? { ...old.lock, url: lock.url } : lock
    pages.set(model, { ...(same ? old : fresh), lock: kept })
    names.add(kept)
    if (!same) {
      for (const { file } of old ? filesOf(old.lock) : []) files.set(file, null)
      for (const [file, text] of texts) files.set(file, text)
    }
    outcomes.push({
      source,
      page: lock.page,
      model,
      status: same ? 'unchanged' : old ? 'changed' : 'new',
      reasons: [
        ...told,
        ...notes(intake, old?.lock, kept),
        ...callbackGaps(sources, intake.page),
        ...leftOut(intake.page),
      ],
      repairs,
    })
  }

  const result = { ...sources, pages: [...pages.values()].toSorted((a, b) => byModel(a.lock, b.lock)) }
  const text = lockTextOf(result)
  if (text !== lockTextOf(sources)) files.set('sources.json', text)
  return { sources: result, files, pages: outcomes.toSorted(inOrder) }
}

/** The intakes of each model; the same bytes from two places count once. */
function byModelId(intakes: readonly Intake[]): [Intake, ...Intake[]][] {
  const groups = new Map<string, [Intake, ...Intake[]]>()
  for (const intake of intakes.toSorted((left, right) => byModel(left.page, right.page))) {
    const group = groups.get(intake.page.model)
    const twin = group?.findIndex(({ text }) => text === intake.text) ?? -1
    if (!group) groups.set(intake.page.model, [intake])
    else if (twin === -1) group.push(intake)
    // Of two equal texts, the one whose address is known.
    else if (group[twin]?.url === null) group[twin] = intake
  }
  return [...groups.values()]
}

/** The entry and the files of a page that is taken in. */
function describe(
  sources: Sources,
  { page, text, url, taken }: Intake,
  old: LockedPage | undefined,
  names: Names,
): { lock: LockedPage; texts: Map<string, string> } {
  const slug = old?.page ?? names.slugFor(page.model)
  const { folder = 'vendor' } = sources
  const published = `${folder}/${slug}.${extensionOf(page, text)}`
  const document = `${folder}/${slug}.yaml`
  const texts = new Map([[published, text]])
  if (page.recovered !== undefined) texts.set(document, page.recovered)
  const name = old ? old.name : names.nameFor(page.model)
  const lock: LockedPage = {
    page: slug,
    model: page.model,
    ...(name !== undefined && { name }),
    url: url ?? old?.url ?? null,
    taken,
    format: page.format,
    origin: originOf(page.document, text, url ?? old?.url ?? null, sources),
    upstreamVersion: textAt(page.document, 'info', 'version') || 'unknown',
    repairs: page.repairs,
    files: {
      published: { file: published, sha256: sha256(text) },
      ...(page.recovered !== undefined && { document: { file: document, sha256: sha256(page.recovered) } }),
    },
  }
  return { lock, texts }
}

function extensionOf({ format }: Intake['page'], text: string): string {
  if (format === 'flattened') return 'txt'
  if (format === 'catalog') return 'json'
  if (format === 'openapi') return text.trimStart().startsWith('{') ? 'json' : 'yaml'
  return 'md'
}

function sameFiles(old: LockedPage, fresh: LockedPage): boolean {
  const { files: before } = old
  const { files: after } = fresh
  return (
    sameJson({ ...before.published }, { ...after.published }) &&
    before.document?.sha256 === after.document?.sha256
  )
}

function sourcePage(lock: LockedPage, { page }: Intake): SourcePage {
  const file = (lock.files.document ?? lock.files.published).file
  return { lock, file, document: page.document, lineOf: page.lineOf }
}

/** What a person should know of a page that is taken in. */
function notes({ url }: Intake, old: LockedPage | undefined, lock: LockedPage): string[] {
  const told: string[] = []
  if (lock.name !== undefined && !old) {
    told.push(`It is called ${lock.name}: the name ${componentName(lock.model)} belongs to another model.`)
  }
  if (lock.origin === 'apikley' && old?.origin === 'twin') {
    told.push('What was known of the twin only is now published by Apikley.')
  } else if (lock.origin === 'twin') told.push('Known of the twin API only: unverified for Apikley.')
  if (url !== null && old && old.url !== null && old.url !== url) {
    told.push(`It was taken from ${old.url} before, and is taken from ${url} now.`)
  }
  return told
}

function lockTextOf(sources: Sources): string {
  return lockText({ ...sources, pages: sources.pages.map(({ lock }) => lock) })
}

function inOrder(left: PageOutcome, right: PageOutcome): number {
  const isRefused = ({ status }: PageOutcome) => (status === 'refused' ? 0 : 1)
  return (
    isRefused(left) - isRefused(right) ||
    byText(left.model ?? '', right.model ?? '') ||
    byText(left.source, right.source)
  )
}
