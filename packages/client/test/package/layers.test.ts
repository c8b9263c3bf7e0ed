import { readFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const sources = fileURLToPath(new URL('../../src/', import.meta.url))
const architecture = await readFile(new URL('../../../../docs/architecture.md', import.meta.url), 'utf8')

/** The folders, from the lowest layer to the highest, as the docs list them. */
const layers = [...architecture.matchAll(/^\| `src\/([a-z-]+)`/gm)].map(([, folder]) => folder!)

const files = globSync('*/**/*.ts', { cwd: sources }).map((file) => file.replaceAll('\\', '/'))
const folderOf = (file: string): string => file.slice(0, file.indexOf('/'))

it('every folder is a layer in the docs, and the other way round', () => {
  expect(new Set(files.map(folderOf))).toEqual(new Set(layers))
})

describe.for(layers)('%s', (folder) => {
  it('imports from itself and from lower layers alone', async () => {
    const lower = layers.slice(0, layers.indexOf(folder) + 1)
    const above = []
    for (const file of files.filter((one) => folderOf(one) === folder)) {
      const text = await readFile(sources + file, 'utf8')
      for (const [, imported = ''] of text.matchAll(/^(?:import|export|\}) .*?from '(\.[^']*)'/gm)) {
        const target = posix.join(posix.dirname(file), imported)
        if (!lower.includes(folderOf(target))) above.push(`${file} imports ${target}`)
      }
    }
    expect(above).toEqual([])
  })
})
