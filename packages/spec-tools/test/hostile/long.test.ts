import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readPage, writeYaml } from '@apikley/pages'
import type { Json, JsonObject } from '@apikley/pages/document'
import { wholePage } from './page.ts'

test('no long text makes anything look at each of its places anew', async () => {
  const program = fileURLToPath(new URL('programs/read-long.ts', import.meta.url))
  // What looks anew takes hours; the stop is there for that, and no measure of time.
  const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 900_000 }).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('done')
}, 920_000)

/** Thirty schemas, of which each says of two fields that they are the next one. */
function doubling(reference: (index: number) => Json): JsonObject {
  const schemas = Array.from({ length: 30 }, (_, index) => [`B${index}`, reference(index + 1)] as const)
  return Object.fromEntries([...schemas, ['B30', { type: 'string' }]])
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const withSchemas = (schemas: JsonObject, frame: Json): string => {
  const text = JSON.stringify(wholePage()).replace(
    '"schemas":{',
    () => `"schemas":${JSON.stringify(schemas).slice(0, -1)},`,
  )
  return writeYaml(JSON.parse(text.replace('"colour":{', () => `"more":${JSON.stringify(frame)},"colour":{`)))
}

test.each([
  [
    'twice each',
    doubling((index) => ({ properties: { a: ref(`B${index}`), b: ref(`B${index}`) } })),
    ref('B0'),
  ],
  ['twice each, as forms', doubling((index) => ({ allOf: [ref(`B${index}`), ref(`B${index}`)] })), ref('B0')],
  [
    'twice itself',
    { A: { allOf: [{ properties: { a: ref('A') } }, { properties: { a: ref('A') } }] } },
    ref('A'),
  ],
  [
    'a long chain',
    Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`C${index}`, index < 4999 ? ref(`C${index + 1}`) : {}]),
    ),
    ref('C0'),
  ],
])('references that become more than can be read are refused with their line: %s', (_, schemas, frame) => {
  expect(() => readPage({ name: 'page.yaml', text: withSchemas(schemas, frame) })).toThrow(
    /^page\.yaml:\d+: is more than is read with its references written out/,
  )
})

test('a reference to itself is no such thing', () => {
  const page = readPage({
    name: 'page.yaml',
    text: withSchemas({ A: { properties: { a: ref('A') } } }, { type: 'string' }),
  })
  expect(page.model).toBe('clay/still')
})
