import type { Apikley } from '@apikley/client'
import type { SchemaNode } from '@apikley/types/api'
import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { UsageError } from '../command-error.ts'
import { nodesAt, type Step, takesAddress } from './schema-node.ts'

/** A file of this machine that an input names with `@`, in place of the address that it will have. */
export interface Upload {
  /** Where in the input: `image_url`, `images[1]`. */
  readonly field: string
  readonly file: string
  readonly bytes: number
  /** By what is in it, so that the same file gets the same address in the next run, too. */
  readonly folder: string
  readonly name: string
}

/** An input whose files are not uploaded yet. */
export interface PendingInput {
  /** With addresses that stand for those that the files will have. */
  readonly sample: unknown
  readonly uploads: readonly Upload[]
  /** With the addresses that the files have, by file. */
  readonly withAddresses: (addresses: ReadonlyMap<string, string>) => unknown
}

/** Finds what an input says to upload: `@file` where an address is taken. Throws a `UsageError` if a file is not there. */
export async function findUploads(
  schema: SchemaNode | undefined,
  input: unknown,
  cwd: string,
): Promise<PendingInput> {
  const found: { field: string; file: string }[] = []
  const walk = (value: unknown, steps: readonly Step[], replace: (file: string) => string): unknown => {
    if (typeof value === 'string' && value.startsWith('@') && isFile(schema, steps)) {
      const file = resolve(cwd, value.slice(1))
      found.push({ field: nameOf(steps), file })
      return replace(file)
    }
    if (Array.isArray(value)) return value.map((each, index) => walk(each, [...steps, index], replace))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, walk(each, [...steps, name], replace)]),
    )
  }
  walk(input, [], String)
  const uploads = await Promise.all(found.map(({ field, file }) => readUpload(file, field)))
  const samples = new Map(
    uploads.map(({ file, folder, name }) => [file, `https://files.example/${folder}/${name}`]),
  )
  const withAddresses = (addresses: ReadonlyMap<string, string>): unknown =>
    walk(input, [], (file) => addresses.get(file) ?? file)
  return { sample: withAddresses(samples), uploads, withAddresses }
}

function isFile(schema: SchemaNode | undefined, steps: readonly Step[]): boolean {
  const name = steps.findLast((step) => typeof step === 'string')
  return takesAddress(nodesAt(schema, steps), name ?? '')
}

const nameOf = (steps: readonly Step[]): string =>
  steps.map((step, index) => (typeof step === 'number' ? `[${step}]` : (index ? '.' : '') + step)).join('')

/** Reads what is in a file that is to be uploaded. Throws a `UsageError` if there is nothing to read. */
export async function readUpload(file: string, field = ''): Promise<Upload> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new Error('it is no file')
    if (!found.size) throw new Error('it is empty')
    const hash = createHash('sha256')
    for await (const part of createReadStream(file)) hash.update(part as Uint8Array)
    const name = basename(file).replaceAll(/[^\w.-]+/g, '_')
    return { field, file, bytes: found.size, folder: `apikley/${hash.digest('hex').slice(0, 16)}`, name }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const of = field && ` of '${field}'`
    throw new UsageError(`The file ${file}${of} cannot be uploaded: ${why}. Nothing was sent.`)
  }
}

/** Uploads each file once; answers their addresses, by file. */
export async function uploadAll(
  { files }: Pick<Apikley, 'files'>,
  uploads: readonly Upload[],
  onUpload: (upload: Upload, place: number, of: number) => void,
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const distinct = [...new Map(uploads.map((upload) => [upload.file, upload])).values()]
  const addresses = new Map<string, string>()
  for (const [index, upload] of distinct.entries()) {
    onUpload(upload, index + 1, distinct.length)
    const file = await openAsBlob(upload.file)
    const target = { uploadPath: upload.folder, fileName: upload.name }
    const { downloadUrl } = await files.upload({ file, ...target }, { signal })
    addresses.set(upload.file, downloadUrl)
  }
  return addresses
}
