import { expect, test } from 'vitest'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import { parseJson, textAt } from '@apikley/pages/document'
import { body, specWith, text } from './spec.ts'

const evidence = { level: 'documented', source: 'Twin API, page lantern-mini.' }
const warning = 'Unverified: known of the twin API only (Twin API, page lantern-mini).'

test('a model that is known of the twin only says so wherever its docs are read', async () => {
  const twin = { ...body('lantern/mini', { ...text, description: 'What to light' }), 'x-evidence': evidence }
  const { modules, schemas } = await generateTypes(specWith([twin, body('ours', text)]))
  const module = modules.get('models/lantern/mini.ts')!
  expect(module).toContain(
    `/**\n * Input of \`lantern/mini\`.\n * ${warning}\n */\nexport interface LanternMiniInput`,
  )
  expect(module).toContain(` * ${warning}\n */\nexport const lanternMini:`)
  expect(textAt(parseJson(schemas.get('lantern/mini.json')!), 'description')).toBe(
    `${warning}\n\nWhat to light`,
  )
  expect(modules.get('models/ours.ts')).not.toContain('Unverified')
  expect(schemas.get('ours.json')).not.toContain('Unverified')
})

test('evidence cannot end the comment that it stands in', async () => {
  const twin = { ...body('l', text), 'x-evidence': { ...evidence, source: 'here */ there' } }
  const { modules } = await generateTypes(specWith([twin]))
  expect(modules.get('models/l.ts')).toContain('(here *\\/ there)')
})

test('a name that the document gives counts for types, value and path', async () => {
  const spec = specWith([], { FastX1a2b3cRequest: body('a/fast', text) })
  const named = {
    ...specWith([{ $ref: '#/components/schemas/FastX1a2b3cRequest' }]),
    components: spec['components']!,
  }
  const { modules } = await generateTypes(named)
  const [path, module] = [...modules].find(([file]) => file.startsWith('models/'))!
  expect(path).toMatch(/^models\/a-fast-[0-9a-f]{8}\.ts$/)
  expect(module).toContain("export const fastX1a2b3c: Model<'a/fast', FastX1a2b3cInput>")
})
