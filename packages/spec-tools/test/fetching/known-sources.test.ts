import { describe, expect, test } from 'vitest'
import { knownSources } from '../../src/fetching/known-sources.ts'
import { lockedPage } from '../sources/specs.ts'

const index = 'https://docs.example.com/llms.txt'
const pages = [
  lockedPage('harbour/clip', { url: 'https://docs.example.com/market/clip.md' }),
  lockedPage('brook/sound', { url: 'https://elsewhere.example.com/sound.md' }),
  lockedPage('meadow/still'),
]

describe('what is asked for when nothing is named', () => {
  test('is the index, and each page that it cannot list', () => {
    const { sources } = knownSources({ index, pages })
    expect(sources).toEqual([index, 'https://elsewhere.example.com/sound.md'])
  })

  test('without an index is each page with an address', () => {
    const { sources } = knownSources({ index: null, pages })
    expect(sources).toEqual([
      'https://docs.example.com/market/clip.md',
      'https://elsewhere.example.com/sound.md',
    ])
  })

  test('leaves a word on each page whose address nobody knows', () => {
    expect(knownSources({ index, pages }).skipped).toEqual([
      `meadow-still is not asked for, unless ${index} leads to it: specs/sources.json knows no address of it.`,
    ])
    expect(knownSources({ index: null, pages }).skipped).toEqual([
      'meadow-still is not asked for: specs/sources.json knows no address of it.',
    ])
  })
})
