import { unpack } from '@publint/pack'

/** The part of a published manifest that is judged. */
export interface Manifest {
  name: string
  version: string
  license?: string
  type?: string
  private?: boolean
  files?: string[]
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  publishConfig?: Record<string, unknown>
  [field: string]: unknown
}

/** A packed package: its manifest and the paths in it, without the leading `package/`. */
export interface Tarball {
  manifest: Manifest
  files: ReadonlySet<string>
  /** The text of a file in it. */
  text(file: string): string | undefined
}

export async function readTarball(bytes: Uint8Array): Promise<Tarball> {
  const { files, rootDir } = await unpack(bytes)
  const inside = new Map(files.map(({ name, data }) => [name.slice(rootDir.length + 1), data]))
  const text = (file: string): string | undefined => {
    const data = inside.get(file)
    return data && new TextDecoder().decode(data)
  }
  const json = text('package.json')
  if (json === undefined) throw new Error('The tarball holds no package.json')
  const manifest: Manifest = JSON.parse(json)
  return { manifest, files: new Set(inside.keys()), text }
}
