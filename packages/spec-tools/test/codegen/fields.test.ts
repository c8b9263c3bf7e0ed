import { expect, test } from 'vitest'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import { type JsonObject, listAt, objectAt } from '@apikley/pages/document'
import { judgeByTypes } from '../../src/types-judge/judge.ts'
import { body, specWith, text } from './spec.ts'

const url: JsonObject = { type: 'string', format: 'uri' }

function generated(required: string[], properties: JsonObject) {
  const request = body('clip', text)
  return generateTypes(
    specWith([
      {
        ...request,
        required: [...listAt(request, 'required'), ...required],
        properties: { ...objectAt(request, 'properties'), callBackUrl: url, ...properties },
      },
      body('still', text),
    ]),
  )
}

test('what a request has beside model and input becomes a type, a check and an entry of the map', async () => {
  const { modules } = await generated(['callBackUrl'], {
    progressCallBackUrl: { $ref: '#/components/schemas/Shared' },
  })
  const module = modules.get('models/clip.ts')
  expect(module).toMatch(
    /export interface ClipFields \{[^}]*callBackUrl: string;[^}]*progressCallBackUrl\?: \{/,
  )
  expect(module).toContain("export const clip: Model<'clip', ClipInput, ClipFields> = {")
  expect(module).toMatch(
    /"fields": \{\s*"type": "object",[^]*"progressCallBackUrl"[^]*"required": \[\s*"callBackUrl"\s*\]/,
  )
  expect(modules.get('model-inputs.ts')).toContain("export interface ModelFields {\n  'clip': ClipFields\n}")
  expect(modules.get('models/still.ts')).toContain("export const still: Model<'still', StillInput> = {")
})

test('an address for callbacks that can be left out is no news', async () => {
  const { modules } = await generated([], {})
  expect(modules.get('models/clip.ts')).not.toContain('fields')
  expect(modules.get('model-inputs.ts')).toContain('export interface ModelFields {}')
})

test('an address that is asked for no longer breaks no program', async () => {
  const spec = (required: string[]) =>
    specWith([
      {
        ...body('clip', text),
        required: ['model', 'input', ...required],
        properties: { ...objectAt(body('clip', text), 'properties'), callBackUrl: url },
      },
    ])
  const lifted = await judgeByTypes(spec(['callBackUrl']), spec([]))
  expect(lifted.map(({ id, text: told }) => `${id}: ${told}`)).toEqual([
    'types-added: Change: `callBackUrl` of `clip` may be left out.',
  ])
  const asked = await judgeByTypes(spec([]), spec(['callBackUrl']))
  expect(asked.map(({ id }) => id)).toEqual(['types-input-required'])
})
