import { expect, test } from 'vitest'
import { linksOf } from '../src/formats/llms-index.ts'
import { fixture } from './brook.ts'

test('an index gives its links in order, with whole descriptions', () => {
  expect(linksOf(fixture('llms.txt'))).toEqual([
    {
      title: 'Getting started (important)',
      url: 'https://docs.example.com/start.md',
      description: '',
      line: 6,
    },
    {
      title: 'Brook - Sound',
      url: 'https://docs.example.com/market/brook/sound.md',
      description: 'Sounds of water, of rain and of snow. A second paragraph.',
      line: 7,
    },
    {
      title: '溪流 — 声音',
      url: 'https://docs.example.com/cn/market/brook/sound.md',
      description: '水的声音',
      line: 12,
    },
    {
      title: 'Sizes [small, large]',
      url: '/market/sizes_(old).md',
      description: 'Questions? Write to [us](https://example.com/contact).',
      line: 13,
    },
    { title: 'Home', url: 'https://example.com/', description: '', line: 19 },
  ])
})

test('a line that is made to be slow is read', () => {
  const many = (text: string) => text.repeat(500_000)
  expect(linksOf(`- ${many('[')}\n- [${many('(')}](${many('(')}`)).toEqual([])
})
