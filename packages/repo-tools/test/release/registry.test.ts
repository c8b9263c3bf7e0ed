import { expect, test } from 'vitest'
import { registryProblem } from '../../src/release/registry.ts'

const ours = 'http://127.0.0.1:4873/'
const other = 'http://127.0.0.1:9999/'

test.each([
  {
    case: 'the named one, with or without its last slash',
    named: ours.slice(0, -1),
    answer: { registry: ours },
  },
  { case: 'whatever pnpm uses, when none was named', named: undefined, answer: { registry: other } },
  {
    case: 'the named one, set for the scope as well',
    named: ours,
    answer: { registry: other, scoped: ours },
  },
])('publishing is allowed on $case', ({ named, answer }) => {
  expect(registryProblem(named, answer)).toBeUndefined()
})

test.each([
  { case: 'another registry', named: ours, answer: { registry: other }, setting: '`registry`' },
  {
    case: 'a registry of the scope',
    named: ours,
    answer: { registry: ours, scoped: other },
    setting: '`@apikley:registry`',
  },
  {
    case: 'a registry of the scope that nobody named',
    named: undefined,
    answer: { registry: ours, scoped: other },
    setting: '`@apikley:registry`',
  },
])('publishing is refused when pnpm would use $case', ({ named, answer, setting }) => {
  const problem = registryProblem(named, answer)
  expect(problem).toContain(setting)
  expect(problem).toContain(other)
  expect(problem).toContain('nothing was published')
})
