import { readFile } from 'node:fs/promises'
import { storedFile, type StoredFile } from '../http/file-reply.ts'
import { pageFolder } from '../page-folder.ts'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

const loaded = new Map<string, Promise<StoredFile | undefined>>()

/** One file of the page; undefined when it has none of that name. */
export async function pageFile(name: string): Promise<StoredFile | undefined> {
  // A plain name with a known ending, so that nothing leads out of the folder.
  const [, ending = ''] = /^[a-z-]+\.([a-z]+)$/.exec(name) ?? []
  const type = types[ending]
  if (type === undefined) return undefined
  const file = loaded.get(name) ?? readPageFile(name, type)
  if (await file) loaded.set(name, file)
  return file
}

async function readPageFile(name: string, type: string): Promise<StoredFile | undefined> {
  try {
    return storedFile(await readFile(new URL(name, pageFolder)), type)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
