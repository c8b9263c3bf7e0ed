import path from 'node:path'
import PQueue from 'p-queue'
import { type PageChoices, readPage, recognise, type SourceText } from '@apikley/pages'
import { filesBelow } from '../files.ts'
import { decidedBefore } from '../sources/decided-before.ts'
import type { Lock } from '../sources/lock.ts'
import type { Intake, Refused, Withdrawn } from '../sources/outcome.ts'
import { reasonOf, SpecError } from '@apikley/pages/document'
import { type Fetched, Fetcher, fetchingDefaults, type FetchingOptions } from './fetch-text.ts'
import { kindOfPath, readTextFile } from './files.ts'
import { delisted, indexedPages, type Skipped } from './index-links.ts'

export type { Skipped } from './index-links.ts'

/** What came in, before anything is made of it. */
export interface Gathered {
  readonly intakes: readonly Intake[]
  readonly refused: readonly Refused[]
  /** Pages that upstream publishes no longer, as far as the sources tell. */
  readonly withdrawn: readonly Withdrawn[]
  /** What is no page of a model, in folders and indexes. */
  readonly skipped: readonly Skipped[]
}

export interface GatherOptions extends Partial<FetchingOptions> {
  /** Its day in UTC is the one on which pages are taken. Default: now. */
  readonly now?: Date
  /** Requests a second while an index is walked, evenly spread. Default: 5. */
  readonly rate?: number
  /** What a person decided about the only page. */
  readonly choices?: PageChoices
  /** Told how far the walk through an index is. */
  readonly progress?: (done: number, all: number) => void
  /**
   * Which pages are read, by title and address in an index, and by path in a folder. Default: all.
   */
  readonly match?: (words: string) => boolean
  /** Called before each request; throws where the address may not be asked. Default: each may. */
  readonly allow?: (url: URL) => Promise<void>
  /** Whether a page of an index that cannot be had is refused, and the others are taken. Default: then nothing is. */
  readonly keepGoing?: boolean
}

/** A page describes the operation; others may mention it. */
const describesCreateTask = /\/api\/v1\/jobs\/createTask["']?[ \t]*:/

/**
 * Reads what a person named on the command line: files, folders, addresses of pages, and indexes (`llms.txt`), on disk
 * or at an address; or a text itself. Nothing that a page refers to is fetched.
 * @param lock What is there already: an address in it that is gone, or no longer in its index, is a withdrawn page.
 * @throws SpecError when a server fails, or cannot be reached: then nobody knows what upstream says.
 */
export async function gather(
  sources: readonly (string | SourceText)[],
  lock: Pick<Lock, 'pages'>,
  options: GatherOptions = {},
): Promise<Gathered> {
  const gathering = new Gathering(lock, options)
  for (const source of sources) {
    // One after the other: an index alone keeps a server busy.
    // oxlint-disable-next-line no-await-in-loop
    await gathering.add(source)
  }
  return gathering
}

class Gathering implements Gathered {
  readonly intakes: Intake[] = []
  readonly refused: Refused[] = []
  readonly withdrawn: Withdrawn[] = []
  readonly skipped: Skipped[] = []
  readonly #lock: Pick<Lock, 'pages'>
  readonly #options: GatherOptions
  readonly #day: string
  readonly #fetcher: Fetcher

  constructor(lock: Pick<Lock, 'pages'>, options: GatherOptions) {
    this.#lock = lock
    this.#options = options
    this.#day = (options.now ?? new Date()).toISOString().slice(0, 10)
    this.#fetcher = new Fetcher({ ...fetchingDefaults, ...options })
  }

  async add(source: string | SourceText): Promise<void> {
    if (typeof source !== 'string') return this.#addText(source.name, source.text, undefined)
    if (/^[a-z][a-z\d+.-]+:/i.test(source) && URL.canParse(source)) return this.#addAddress(new URL(source))
    const kind = await kindOfPath(source)
    if (kind === 'folder') await this.#addFolder(source)
    else if (kind === 'file') await this.#addText(source, await readTextFile(source), undefined)
    else this.refused.push({ source, reasons: [`${source}: there is no such file or folder.`] })
  }

  async #addAddress(url: URL): Promise<void> {
    url.hash = ''
    const fetched = await this.#fetch(url)
    if ('gone' in fetched) this.#addGone(url, fetched.gone)
    else await this.#addText(url.href, fetched.text, url)
  }

  async #fetch(url: URL): Promise<Fetched> {
    await this.#options.allow?.(url)
    return this.#fetcher.fetch(url)
  }

  async #addText(source: string, text: string, url: URL | undefined): Promise<void> {
    if (recognise(text).format === 'index') await this.#addIndex(source, text, url)
    else this.#addPage(source, text, url ?? null)
  }

  async #addFolder(folder: string): Promise<void> {
    const { match } = this.#options
    const isVisible = (name: string) => !name.startsWith('.') && name !== 'node_modules'
    for (const name of await filesBelow(folder, '.', isVisible)) {
      if (match && !match(name)) continue
      const file = path.join(folder, name)
      try {
        // oxlint-disable-next-line no-await-in-loop
        this.#addPageIfOne(file, await readTextFile(file), null)
      } catch (error) {
        this.skipped.push({ source: file, reason: reasonOf(error) })
      }
    }
  }

  async #addIndex(source: string, text: string, base: URL | undefined): Promise<void> {
    const { pages: listed, skipped } = indexedPages(text, base)
    this.skipped.push(...skipped)
    const { rate = 5, progress, match = () => true, keepGoing = false } = this.#options
    const pages = listed.filter(({ url, link }) => match(`${link.title} ${url.href}`))
    // A pace that a documentation site bears.
    const queue = new PQueue({ concurrency: 2, interval: 1000 / rate, intervalCap: 1 })
    let done = 0
    const asked = pages.map(({ url }) => async () => {
      const result = await this.#fetch(url).catch((error: unknown) => {
        if (!keepGoing || !(error instanceof SpecError)) throw error
        this.refused.push({ source: url.href, reasons: error.problems })
        return undefined
      })
      done += 1
      progress?.(done, pages.length)
      return result
    })
    const fetched = await queue.addAll(asked).catch(async (error: unknown) => {
      // Nothing more is begun, and what was begun has ended when the error is told.
      queue.clear()
      await queue.onIdle()
      throw error
    })
    for (const [index, { url }] of pages.entries()) {
      const result = fetched[index]
      if (result && 'text' in result) this.#addPageIfOne(url.href, result.text, url)
      else if (result) this.#addGone(url, `${result.gone}, though ${source} lists it`)
    }
    const site = base ?? pages[0]?.url
    for (const { page } of site ? delisted(this.#lock, new URL(base ?? '/', site), listed) : []) {
      this.withdrawn.push({ source, page, reasons: [`${source} does not list the page any more.`] })
    }
  }

  #addGone(url: URL, reason: string): void {
    const known = this.#lock.pages.find((page) => page.url === url.href)
    if (known) this.withdrawn.push({ source: url.href, page: known.page, reasons: [`${reason}.`] })
    else this.refused.push({ source: url.href, reasons: [`${reason}. No page was taken from there before.`] })
  }

  /** A text of a folder or an index, most of which are no pages of models. */
  #addPageIfOne(source: string, text: string, url: URL | null): void {
    const found = recognise(text)
    const isKnown = this.#lock.pages.some((page) => url !== null && page.url === url.href)
    if (!isKnown && found.format === 'none') this.skipped.push({ source, reason: found.reason })
    else if (!isKnown && found.format === 'index')
      this.skipped.push({ source, reason: 'is an index of pages' })
    else if (!isKnown && !describesCreateTask.test(text)) {
      this.skipped.push({ source, reason: 'describes no createTask' })
    } else this.#addPage(source, text, url)
  }

  #addPage(source: string, text: string, url: URL | null): void {
    try {
      const page = readPage(
        { name: source, text },
        { ...decidedBefore(this.#lock.pages, text), ...this.#options.choices },
      )
      this.intakes.push({ page, text, url: url?.href ?? null, taken: this.#day })
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      this.refused.push({ source, reasons: error.problems })
    }
  }
}
