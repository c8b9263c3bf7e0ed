import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const sources = fileURLToPath(new URL('../src/', import.meta.url))
const architecture = await readFile(new URL('../../../docs/architecture.md', import.meta.url), 'utf8')

/** The folders, from those that know least to those that know most, as the docs list them. */
const layers = [...architecture.matchAll(/^\| `cli\/src\/([a-z-]+)`/gm)].map(([, folder]) => folder!)

const files = globSync('*/**/*.ts', { cwd: sources }).map((file) => file.replaceAll('\\', '/'))
const folderOf = (file: string): string => file.split('/', 1)[0] ?? ''

it('every folder is in the docs, and the other way round', () => {
  // The commands lead to all of them.
  expect(new Set(files.map(folderOf))).toEqual(new Set([...layers, 'commands']))
})

describe.for(layers)('%s', (folder) => {
  it('imports from itself and from what is above it in the docs', async () => {
    const known = layers.slice(0, layers.indexOf(folder) + 1)
    const others = []
    for (const file of files.filter((one) => folderOf(one) === folder)) {
      const text = await readFile(sources + file, 'utf8')
      for (const [, imported = ''] of text.matchAll(/^(?:import|export|\}) .*?from '(\.[^']*)'/gm)) {
        const target = posix.join(posix.dirname(file), imported)
        if (target.includes('/') && !known.includes(folderOf(target)))
          others.push(`${file} imports ${target}`)
      }
    }
    expect(others).toEqual([])
  })
})
