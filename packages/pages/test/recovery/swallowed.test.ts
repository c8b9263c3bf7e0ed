import { expect, test } from 'vitest'
import type { Choice } from '../../src/recovery/choice.ts'
import { readLines } from '../../src/recovery/lines.ts'
import { swallowedProblems, takenProblems } from '../../src/recovery/swallowed.ts'

const page = (texts: readonly string[], choices: readonly Choice[] = []) => ({
  file: 'page.txt',
  lines: readLines(texts.map((text, index) => ({ number: index + 1, text }))),
  choices,
})
const problems = (...texts: string[]) => swallowedProblems(page(texts))

test('prose may show a keyword or two', () => {
  expect(problems('description: |-', 'Such as', 'type: string', 'or else', 'maxLength: 5')).toEqual([])
})

test('a stranger in the middle of a schema is named instead of making prose of it', () => {
  const lines = [
    'description: |-',
    'Prose',
    'type: string',
    'maxLength: 5',
    'minLength: 1',
    'pattern: a',
    'A stranger',
  ]
  expect(problems(...lines)).toEqual([expect.stringContaining('page.txt:7: "A stranger" is no YAML')])
})

test('a keyword that the reading takes for text has to be confirmed by a person', () => {
  const texts = ['info:', 'description: |-', 'Prose', 'type: string']
  const reading = [0, 2, 4, 4].map((indent, index) => ({ indent, text: index > 1 }))
  const [problem] = takenProblems(page(texts), reading)
  expect(problem).toContain('page.txt:4: "type: string" could be a keyword')
  expect(problem).toContain("--choose '4=/info/description'")
  expect(takenProblems(page(texts, [{ line: 4, place: '/info/description' }]), reading)).toEqual([])
})
