import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Texts by their path below a folder. */
export type Tree = Readonly<Record<string, string>>

export async function makeTree(tree: Tree): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'spec-writing-'))
  for (const [file, text] of Object.entries(tree)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true })
    await writeFile(path.join(root, file), text)
  }
  return root
}

/** Every file below a folder, whatever it is. */
export async function readTree(root: string): Promise<Tree> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const texts = await Promise.all(
    files
      .toSorted()
      .map(async (file) => [
        path.relative(root, file).replaceAll(path.sep, '/'),
        await readFile(file, 'utf8'),
      ]),
  )
  return Object.fromEntries(texts)
}

export function removeTree(root: string): Promise<void> {
  return rm(root, { recursive: true, force: true })
}
