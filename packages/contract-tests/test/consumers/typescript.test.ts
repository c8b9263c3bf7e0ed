import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { compileFragments } from '../../src/consumers/compile-fragments.ts'
import { typescriptSuite } from '../../src/consumers/suites.ts'

const { resolve } = createRequire(import.meta.url)
const newest = path.dirname(resolve('typescript/package.json'))

// `compatibility` has the older ones.
typescriptSuite([{ version: '7.0.2', folder: () => newest }])

test("the pieces of code in the packages' READMEs compile", async () => {
  const pieces = [...(await compileFragments(newest, inject('consumer')))]
  expect(pieces.filter(([, errors]) => errors.length > 0)).toEqual([])
})
