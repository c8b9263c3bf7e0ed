import { describe, expect, test } from 'vitest'
import { describePlan, planProblems, releasesOf } from '../../src/release/plan.ts'

const publish = (name: string, version: string) => ({ kind: 'publish' as const, name, version })

describe('the releases of a plan', () => {
  test('keep the order of its groups, a dependency before its dependants', () => {
    const plan = [
      [publish('@apikley/types', '0.1.0'), publish('@apikley/mock', '0.1.0')],
      [publish('@apikley/client', '0.1.0')],
    ]
    expect(releasesOf({ version: 1, plan }).map(({ name }) => name)).toEqual([
      '@apikley/types',
      '@apikley/mock',
      '@apikley/client',
    ])
  })

  test('know their tarball once it is packed', () => {
    const plan = [[{ ...publish('@apikley/types', '0.1.0'), tarball: { path: 'packages/types.tgz' } }]]
    expect(releasesOf({ version: 1, plan })).toEqual([
      { name: '@apikley/types', version: '0.1.0', tarball: 'packages/types.tgz' },
    ])
  })

  test('leave out what is only tagged', () => {
    const plan = [[{ kind: 'tag-only' as const, name: '@apikley/specs', version: '1.0.0' }]]
    expect(releasesOf({ version: 1, plan })).toEqual([])
  })

  test('are not guessed from a format that nobody has read', () => {
    expect(() => releasesOf({ version: 2, plan: [] })).toThrow('has format 2, expected 1')
  })
})

test('a version that was never bumped is not published', () => {
  expect(
    planProblems([
      { name: '@apikley/types', version: '0.0.0' },
      { name: '@apikley/client', version: '0.1.0' },
    ]),
  ).toEqual(['@apikley/types: version 0.0.0 was never released; run `pnpm run version` first'])
})

describe('the printed plan', () => {
  const registry = 'http://localhost:4873/'

  test('names each package, its tarball and what is wrong with it', () => {
    const releases = [
      { name: '@apikley/types', version: '0.2.0', tarball: 'types.tgz' },
      { name: '@apikley/client', version: '0.2.0' },
    ]
    expect(describePlan(releases, new Map([['@apikley/types', ['LICENSE is missing']]]), registry)).toBe(
      [
        'To publish on http://localhost:4873/, in this order:',
        '  @apikley/types@0.2.0  types.tgz',
        '    ✗ LICENSE is missing',
        '  @apikley/client@0.2.0  (not packed)',
      ].join('\n'),
    )
  })

  test('says so when there is nothing to do', () => {
    expect(describePlan([], new Map(), registry)).toContain('Nothing to publish')
  })
})
