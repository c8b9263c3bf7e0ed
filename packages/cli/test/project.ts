import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inventedPages } from '../../../bench/src/upgrade/pages.ts'
import { type Ran, runIn, temporaryFolder } from './set-up.ts'

export interface Project {
  readonly folder: string
  readonly models: (words: string, stdin?: string) => Promise<Ran>
  /** Of a file in the folder that belongs to `apikley models`. */
  readonly read: (file: string) => Promise<string>
  readonly write: (file: string, text: string) => Promise<void>
}

/** A program's folder with pages beside it, in which command lines are run. */
export async function project(
  pages: readonly { name: string; text: string }[] = inventedPages(5),
): Promise<Project> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'pages'))
  for (const { name, text } of pages) await writeFile(join(folder, 'pages', name), text)
  await writeFile(join(folder, 'tsconfig.json'), '{}')
  const env = { HOME: folder, XDG_STATE_HOME: join(folder, 'state') }
  return {
    folder,
    models: (words: string, stdin = '') => runIn(folder, ['models', ...words.split(' ')], { env, stdin }),
    read: (file: string) => readFile(join(folder, 'apikley', file), 'utf8'),
    write: (file: string, text: string) => writeFile(join(folder, 'apikley', file), text),
  }
}
