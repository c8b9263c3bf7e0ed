import { readdirSync, readFileSync } from 'node:fs'
import { parseYaml } from '../engines/js-yaml.ts'
import { isObject, type JsonObject, parseJson } from '../json.ts'
import { type Overlay, readOverlay } from '../overlay/overlay.ts'
import { refuse, SpecError } from '../spec-error.ts'
import { readSupplement, type Supplement } from '../supplement/supplement.ts'
import { lockProblems, readLock, type LockedPage } from './lock.ts'

/** Everything that the bundle is made of. */
export interface Sources {
  readonly pages: readonly {
    readonly lock: LockedPage
    readonly file: string
    readonly document: JsonObject
  }[]
  readonly overlays: readonly Overlay[]
  readonly supplements: readonly Supplement[]
}

/**
 * Reads a `specs/` folder.
 * @param folder URL of the folder, with a slash at its end.
 * @throws SpecError when an upstream file is not the one that `sources.json` records, or a file has not the form it needs.
 */
export function readSources(folder: URL): Sources {
  const text = (file: string) => readFileSync(new URL(file, folder), 'utf8')
  const list = (sub: string) => readdirSync(new URL(`${sub}/`, folder)).toSorted()
  const yamlFiles = (sub: string) =>
    list(sub)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({
        file: `${sub}/${name}`,
        document: parseYaml(text(`${sub}/${name}`), `${sub}/${name}`),
      }))

  const locked = readLock(parseJson(text('sources.json')))
  const vendored = list('vendor').map((name): [string, Uint8Array] => [
    `vendor/${name}`,
    readFileSync(new URL(`vendor/${name}`, folder)),
  ])
  refuse(lockProblems(locked, new Map(vendored)))
  return {
    pages: locked.map((lock) => {
      const [{ file }] = lock.files
      const document = parseYaml(text(file), file)
      if (!isObject(document)) throw new SpecError([`${file}: is not an OpenAPI document`])
      return { lock, file, document }
    }),
    overlays: yamlFiles('overlays').map(({ file, document }) => readOverlay(file, document)),
    supplements: yamlFiles('supplements').map(({ file, document }) => readSupplement(file, document)),
  }
}
