import { expect, test } from 'vitest'
import { bundleText, makeBundle } from '../../src/bundle/bundle.ts'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import { readModels } from '../../src/codegen/models.ts'
import { at, type JsonObject, objectAt, parseJson, textAt } from '@apikley/pages/document'
import { lockText, readLock } from '../../src/sources/lock-text.ts'
import { takeIn } from '../../src/sources/take-in.ts'
import { intake } from '../sources/invented-page.ts'
import { ourModel, ourSources } from '../sources/our-page.ts'

const inputs: Readonly<Record<string, JsonObject>> = {
  image: { prompt: { type: 'string' }, size: { type: 'string', enum: ['1:1', '16:9'] } },
  audio: { text: { type: 'string', maxLength: 5000 }, speed: { type: 'number', minimum: 0.5, maximum: 2 } },
  video: {
    prompt: { type: 'string' },
    image_urls: { type: 'array', items: { type: 'string', format: 'uri' } },
  },
}
const kinds = Object.keys(inputs)

/** Ids as upstream makes them, and every seventh as nobody should. */
function idOf(index: number): string {
  const kind = kinds[index % kinds.length]!
  return index % 7 === 0 ? `студия ${index}/${kind}@v${index}.` : `studio-${index}/text-to-${kind}`
}

const models = Array.from({ length: 200 }, (_, index) => idOf(index))
const intakes = models.map((model, index) => {
  const properties = inputs[kinds[index % kinds.length]!]!
  const server = index % 2 === 0 ? 'https://api.apikley.ru' : 'https://api.kie.ai'
  return intake({ model, server, input: { type: 'object', properties }, example: {} })
})

test('200 pages of images, audio and video become one bundle, and types of each', async () => {
  const committed = ourSources()
  const taken = takeIn(committed, intakes)
  expect(taken.pages.filter(({ status }) => status === 'new')).toHaveLength(200)

  const bundle = makeBundle(taken.sources)
  const schemas = objectAt(bundle, 'components', 'schemas')
  const mapping = objectAt(schemas, 'CreateTaskRequest', 'discriminator', 'mapping')
  expect(Object.keys(mapping)).toEqual([...models, ourModel].toSorted())
  for (const [index, model] of models.entries()) {
    const name = textAt(mapping, model).replace(/^.*\/(\w+)Request$/, '$1')
    expect(at(schemas, `${name}Request`, 'properties', 'model', 'enum')).toEqual([model])
    expect(at(schemas, `${name}Input`, 'properties')).toEqual(inputs[kinds[index % kinds.length]!])
    expect(at(schemas, `${name}Request`, 'x-evidence') !== undefined).toBe(index % 2 === 1)
  }
  expect(schemas['ApiResponse']).toEqual(
    objectAt(makeBundle(committed), 'components', 'schemas')['ApiResponse'],
  )

  const read = readModels(objectAt(parseJson(bundleText(bundle))))
  expect(read.filter(({ id }) => models.includes(id)).map(({ kind }) => kind)).toEqual(
    models.toSorted().map((model) => kinds[models.indexOf(model) % kinds.length]),
  )
  const { modules, schemas: files } = await generateTypes(bundle)
  expect([...modules.keys()].filter((file) => file.startsWith('models/'))).toHaveLength(201)
  expect(files.size).toBe(201)
  expect(new Set([...modules.keys()].map((file) => file.toLowerCase())).size).toBe(modules.size)
  for (const file of modules.keys()) expect(file).toMatch(/^[\w./-]+$/)
  expect(
    readLock(parseJson(lockText({ ...taken.sources, pages: taken.sources.pages.map(({ lock }) => lock) })))
      .pages,
  ).toEqual(taken.sources.pages.map(({ lock }) => lock))
})
