import { compile } from '@apikley/judges/types'
import { readPage } from '@apikley/pages'
import { upgradeTo31 } from '@apikley/pages/document'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generateModels, readModels } from '../../src/index.ts'

const page = new URL('../../../pages/test/fixtures/pages/brook.yaml', import.meta.url)
const stamp = 'Made of brook.yaml. Do not edit.'

test('the page of a model becomes modules and schemas of a project of its own', async () => {
  const { document } = readPage({ name: 'brook.yaml', text: readFileSync(page, 'utf8') })
  const models = readModels(upgradeTo31(document))
  const { modules, schemas } = await generateModels(models, { stamp, modelImport: '@apikley/types' })
  expect([...modules.keys()]).toContain('models/brook/sound-1.5.ts')
  expect([...schemas.keys()]).toEqual(['brook/sound-1.5.json'])
  for (const text of modules.values()) expect(text).toMatch(/^\/\/ Made of brook\.yaml\. Do not edit\.\n/)

  const types =
    'export interface Model<Id, Input> { readonly id: Id; readonly input?: Input; [more: string]: any }'
  const files = new Map([
    ...[...modules].map(([path, text]) => [`/project/${path}`, text] as const),
    ['/project/package.json', '{ "type": "module" }'],
    ['/node_modules/@apikley/types/package.json', '{ "name": "@apikley/types", "types": "index.d.ts" }'],
    ['/node_modules/@apikley/types/index.d.ts', types],
  ])
  const compilation = compile(files, [])
  expect([...modules.keys()].flatMap((path) => compilation.errors(`/project/${path}`))).toEqual([])
})

test('a module imports from where it is told, and from nowhere else', async () => {
  const { document } = readPage({ name: 'brook.yaml', text: readFileSync(page, 'utf8') })
  const models = readModels(upgradeTo31(document))
  const wrong = generateModels(models, { stamp, modelImport: "@apikley/types'; import 'node:fs" })
  await expect(wrong).rejects.toThrow('what was generated is not written')
})
