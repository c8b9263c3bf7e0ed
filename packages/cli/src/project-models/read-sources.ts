import type { PageChoices, SourceText } from '@apikley/pages'
import { SpecError } from '@apikley/pages/document'
import { gather, type Gathered, type LockedPage } from '@apikley/spec-tools/sources'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { UsageError } from '../command-error.ts'
import type { Io } from '../terminal/io.ts'
import type { Printer } from '../terminal/printer.ts'
import { modelId, pageOfSchema, pastedText } from './json-schema.ts'

export interface ReadOptions {
  readonly pages: readonly LockedPage[]
  /** The API whose catalogue knows models by their ids. */
  readonly baseUrl: string
  /** Parts of the titles or addresses of an index, one of which a page must have. Default: all are taken. */
  readonly match?: readonly string[] | undefined
  /** Requests a second. Default: 5. */
  readonly rate?: number | undefined
  readonly choices?: PageChoices | undefined
  /** The model that the source describes: it must be a JSON Schema then. */
  readonly id?: string | undefined
  /** What the model is called that a JSON Schema describes, by its file. */
  readonly models?: ReadonlyMap<string, string>
  readonly allow: (url: URL) => Promise<void>
}

/** Reads what was named, one after the other; what cannot be had is refused, and the others go on. */
export async function readSources(
  io: Io,
  printer: Printer,
  words: readonly string[],
  { pages, baseUrl, match = [], rate = 5, choices, id, models, allow }: ReadOptions,
): Promise<Gathered> {
  const lower = match.map((part) => part.toLowerCase())
  const [intakes, refused, withdrawn, skipped] = [[], [], [], []] as Parts
  const isAddress = (source: unknown): boolean => typeof source === 'string' && URL.canParse(source)
  let asked = 0
  for (const [index, word] of words.entries()) {
    printer.status.show(() => `Reading ${word} (${index + 1} of ${words.length})`)
    const { source, isSchema } = await sourceOf(io, printer, word, { baseUrl, id, known: models?.get(word) })
    // A pace that a documentation site bears; of the pages of an index `gather` sees to it.
    if (isAddress(source) && asked++ > 0) await setTimeout(1000 / rate)
    try {
      const found = await gather(
        [source],
        { pages },
        {
          rate,
          ...(choices && { choices }),
          allow,
          keepGoing: true,
          ...(lower.length > 0 && {
            match: (text) => lower.some((part) => text.toLowerCase().includes(part)),
          }),
          progress: (done, all) => printer.status.show(() => `${word}: page ${done} of ${all}`),
        },
      )
      const { intakes: taken, refused: failed } = isSchema ? withoutLines(found) : found
      intakes.push(...taken)
      refused.push(...failed)
      withdrawn.push(...found.withdrawn)
      skipped.push(...found.skipped)
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      refused.push({ source: word, reasons: error.problems })
    }
  }
  printer.status.end()
  return { intakes, refused, withdrawn, skipped }
}

type Mutable<List> = List extends readonly (infer Item)[] ? Item[] : never
type Parts = [
  Mutable<Gathered['intakes']>,
  Mutable<Gathered['refused']>,
  Mutable<Gathered['withdrawn']>,
  Mutable<Gathered['skipped']>,
]

/** Of a page that was made of a schema: its lines are none of the schema's. */
function withoutLines({
  intakes,
  refused,
}: Pick<Gathered, 'intakes' | 'refused'>): Pick<Gathered, 'intakes' | 'refused'> {
  return {
    intakes: intakes.map((intake) => ({ ...intake, page: { ...intake.page, lineOf: () => undefined } })),
    refused: refused.map(({ source, reasons, ...rest }) => ({
      ...rest,
      source,
      reasons: reasons.map((reason) =>
        reason.startsWith(`${source}:`) ? reason.replace(/:\d+: /, ': ') : reason,
      ),
    })),
  }
}

const fileName = /\.(?:md|mdx|txt|ya?ml|json|html?)$/i

async function sourceOf(
  io: Io,
  printer: Printer,
  word: string,
  {
    baseUrl,
    id,
    known,
  }: { readonly baseUrl: string; readonly id: string | undefined; readonly known: string | undefined },
): Promise<{ readonly source: string | SourceText; readonly isSchema: boolean }> {
  const source = await named(io, printer, word, baseUrl)
  const text = typeof source === 'string' ? await textOfFile(source) : source
  const page = text && pageOfSchema(text, word, id ?? known)
  if (page) return { source: page, isSchema: true }
  if (id === undefined) return { source, isSchema: false }
  const what = word === '-' ? 'the pasted text' : `'${word}'`
  throw new UsageError(
    text
      ? `--id names the model of a JSON Schema, and ${what} is none: a page says its model itself. Nothing was written.`
      : `--id names the model of a JSON Schema in a file or from stdin, and ${what} is neither. Nothing was written.`,
    text
      ? 'Where a page contradicts itself about its model: --choose model=<id>'
      : 'Save the schema, and name its file.',
  )
}

async function named(io: Io, printer: Printer, word: string, baseUrl: string): Promise<string | SourceText> {
  if (word === '-') return { name: pastedText, text: await textOf(io, printer) }
  if (/^[a-z][a-z\d+.-]+:/i.test(word) && URL.canParse(word)) return word
  const path = resolve(io.cwd, word)
  if (existsSync(path)) return path
  if (!modelId.test(word) || fileName.test(word)) {
    throw new UsageError(`There is no file or folder '${word}', and it is no address and no model's id.`)
  }
  const id = word.split('/').map(encodeURIComponent).join('/')
  return new URL(`/api/v1/models/${id}/schema`, baseUrl).href
}

/** Nothing for what is no file, or cannot be read: whoever reads pages says so. */
async function textOfFile(source: string): Promise<SourceText | undefined> {
  const text = await readFile(source, 'utf8').catch(() => undefined)
  return text === undefined || text.length > enough ? undefined : { name: source, text }
}

/** More than any page has; what is longer than pages may be is refused by whoever reads it. */
const enough = 4_000_000

async function textOf({ stdin }: Io, printer: Printer): Promise<string> {
  if (stdin.isTTY) printer.note('Paste the page, then press Ctrl-D on a line of its own.')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Buffer)
    chunks.push(bytes)
    length += bytes.length
    if (length > enough) break
  }
  return Buffer.concat(chunks).toString('utf8')
}
