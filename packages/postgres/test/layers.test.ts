import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const sources = fileURLToPath(new URL('../src/', import.meta.url))
const architecture = await readFile(new URL('../../../docs/architecture.md', import.meta.url), 'utf8')

/** The folders, from those that know least to those that know most, as the docs list them. */
const layers = [...architecture.matchAll(/^\| `postgres\/src\/([a-z-]+)`/gm)].map(([, folder]) => folder!)

const files = globSync('*/**/*.ts', { cwd: sources }).map((file) => file.replaceAll('\\', '/'))
const folderOf = (file: string): string => file.split('/', 1)[0] ?? ''

it('every folder is in the docs, and the other way round', () => {
  expect(new Set(files.map(folderOf))).toEqual(new Set(layers))
})

describe.for(layers)('%s', (folder) => {
  it('imports from itself and from what is above it in the docs', async () => {
    const known = layers.slice(0, layers.indexOf(folder) + 1)
    const others: string[] = []
    for (const file of files.filter((one) => folderOf(one) === folder)) {
      const text = await readFile(sources + file, 'utf8')
      for (const [, imported = ''] of text.matchAll(/^(?:import|export|\}) .*?from '(\.[^']*)'/gm)) {
        const target = posix.join(posix.dirname(file), imported)
        if (!known.includes(folderOf(target))) others.push(`${file} imports ${target}`)
      }
    }
    expect(others).toEqual([])
  })
})

it('one file alone uses what pg does, and not only its types', async () => {
  const users: string[] = []
  for (const file of files) {
    if (/^import (?!type).* from 'pg'$/m.test(await readFile(sources + file, 'utf8'))) users.push(file)
  }
  expect(users).toEqual(['database/listening-client.ts'])
})
