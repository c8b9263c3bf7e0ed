import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import * as prettier from 'prettier'
import { describe, expect, it } from 'vitest'
import { inventedPages } from '../../../bench/src/upgrade/pages.ts'
import { runIn, temporaryFolder } from './set-up.ts'

/** A program whose own habits are others, with models of every published form. */
async function project(language: 'ts' | 'js'): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'pages'))
  for (const { name, text } of inventedPages(12))
    await writeFile(join(folder, 'pages', name), withOddTexts(name, text))
  await writeFile(join(folder, '.prettierrc'), '{ "semi": false, "singleQuote": true, "useTabs": true }')
  await writeFile(
    join(folder, '.editorconfig'),
    'root = true\n[*]\nmax_line_length = 40\nend_of_line = crlf\n',
  )
  const { code, stderr } = await runIn(folder, ['models', 'add', 'pages', `--${language}`])
  expect([code, stderr]).toEqual([0, expect.stringContaining('written')])
  return folder
}

/** Quotation marks, and what would end a comment. */
const withOddTexts = (name: string, text: string): string =>
  text.replaceAll(
    'for as long as the light lasts',
    name.endsWith('.json') ? String.raw`for \"as long\" as it's light */ {\\}` : `as it's light */ {x}`,
  )

/** Files that Prettier would write otherwise. */
async function unstable(folder: string, isConfigured: boolean): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  let checked = 0
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name)
    const { inferredParser } = await prettier.getFileInfo(file)
    if (!entry.isFile() || inferredParser === null) continue
    checked++
    const config = isConfigured ? await prettier.resolveConfig(file, { editorconfig: true }) : {}
    const isStable = await prettier.check(await readFile(file, 'utf8'), { ...config, filepath: file })
    if (!isStable) found.push(relative(folder, file))
  }
  expect(checked).toBeGreaterThan(12)
  return found
}

describe.each(['ts', 'js'] as const)('what is generated as %s is as Prettier writes it', (language) => {
  it('with its defaults, and whatever the program has told it', async () => {
    const folder = join(await project(language), 'apikley')
    expect(await unstable(folder, true)).toEqual([])
    await rm(join(folder, 'sources'), { recursive: true })
    expect(await unstable(folder, false)).toEqual([])
  })
})
