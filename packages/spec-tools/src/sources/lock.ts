import { createHash } from 'node:crypto'
import type { PageFormat, Repair } from '@apikley/pages'

/** A file of `specs/` with the checksum that it had when it was taken. */
export type LockedFile = {
  /** Path under `specs/`. */
  readonly file: string
  /** Hex digest of its bytes. */
  readonly sha256: string
}

/** Whom a page speaks of: Apikley itself, or its twin, of which everything is unverified for Apikley. */
export type Origin = 'apikley' | 'twin'

/** One entry of `sources.json`: an upstream page. */
export interface LockedPage {
  /** Slug of the model id: what its files are called. */
  readonly page: string
  readonly model: string
  /** What the model is called, where its own name belongs to another model. */
  readonly name?: string
  readonly url: string | null
  /** The day, as YYYY-MM-DD. */
  readonly taken: string
  readonly format: PageFormat
  readonly origin: Origin
  /** `info.version` of the page's document. */
  readonly upstreamVersion: string
  /** What was corrected while the page was read. */
  readonly repairs: readonly Repair[]
  readonly files: {
    /** The page, byte for byte. */
    readonly published: LockedFile
    /** The recovered YAML, of the format `flattened` only. */
    readonly document?: LockedFile
  }
}

/** `sources.json`. */
export interface Lock {
  /** Where upstream lists its pages. */
  readonly index: string | null
  /** The only server that programs talk to. */
  readonly server: string
  /** Servers whose pages are taken as known of the twin. */
  readonly twins: readonly string[]
  readonly pages: readonly LockedPage[]
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Every file of a page. */
export function filesOf({ files }: LockedPage): LockedFile[] {
  return [files.published, files.document].filter((file) => file !== undefined)
}

/** Texts in the order of their UTF-16 code units, which is the same on every machine. */
export function byText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}

export function byModel(left: { readonly model: string }, right: { readonly model: string }): number {
  return byText(left.model, right.model)
}

/** What is wrong with the upstream files: one a line, with the checksum that was found. */
export function lockProblems(
  pages: readonly LockedPage[],
  vendored: ReadonlyMap<string, Uint8Array>,
): string[] {
  const locked = new Set<string>()
  const problems = pages.flatMap((page) =>
    filesOf(page).flatMap(({ file, sha256: expected }) => {
      locked.add(file)
      const bytes = vendored.get(file)
      if (!bytes) return [`${file}: is named in sources.json and is not there`]
      const found = sha256(bytes)
      if (found === expected) return []
      return [
        `${file}: has sha256 ${found}, sources.json says ${expected}. Upstream files are never edited: ` +
          'correct upstream with an overlay, or take the page anew with `pnpm run spec import`.',
      ]
    }),
  )
  const strangers = [...vendored.keys()].filter((file) => !locked.has(file))
  return [
    ...problems,
    ...strangers.map(
      (file) =>
        `${file}: is not named in sources.json. Import the page with \`pnpm run spec import\`, or delete the file.`,
    ),
  ]
}
