import { describe, expect, test } from 'vitest'
import { at } from '../src/document/json.ts'
import { readPage } from '../src/reading/read-page.ts'
import { brook, brookText, read, refusalOf, requestSchema } from './brook.ts'

const model = [...requestSchema, 'properties', 'model']
const inEnum = (...ids: string[]) =>
  ['- brook/sound-1.5', ids.map((id) => `- ${id}`).join(`\n${' '.repeat(20)}`)] as const
const inDefault = (id: string) => ['default: brook/sound-1.5', `default: ${id}`] as const
const inDescription = (words: string) => ['Must be `brook/sound-1.5`.', words] as const
const inExample = (id: string) => ['model: brook/sound-1.5\n', `model: ${id}\n`] as const
const inSummary = (words: string) => ['summary: Brook Sound 1.5', `summary: ${words}`] as const
const inOperation = (id: string) => ['brook-sound-1-5', id] as const

describe('an enum that was copied from another page', () => {
  const copied = brook(inEnum('brook/video-2'), inDefault('brook/video-2'), inOperation('brook-video-2'))

  test('gives way to what most parts of the page say, and the plan has to tell', () => {
    const page = read(copied, 'page.md')
    expect(page.model).toBe('brook/sound-1.5')
    expect(at(page.document, ...model)).toMatchObject({
      enum: ['brook/sound-1.5'],
      default: 'brook/sound-1.5',
    })
    expect(page.repairs).toEqual([
      {
        name: 'untrue-model',
        place: expect.stringMatching(/\/properties\/model\/enum$/),
        line: 25,
        text:
          'The enum of `model` lists brook/video-2; it was taken to be brook/sound-1.5, which most parts of the page say. ' +
          'brook/video-2: the schema of `model` (line 23), the operationId (line 13); ' +
          'brook/sound-1.5: the description of `model` (line 28), the request example (line 50), the summary (line 12).',
        changesMeaning: true,
      },
    ])
  })

  test('also where the schema of the callback repeats it', () => {
    const callback = `      callbacks:\n        done:\n          '{$request.body#/callBackUrl}':\n            post:\n              requestBody: {content: {application/json: {schema: {type: object, properties: {model: {type: string, enum: [brook/video-2]}}}}}}\n              responses: {'200': {description: Heard}}\n`
    const page = read(copied.replace('components:\n', `${callback}components:\n`), 'page.md')
    expect(JSON.stringify(page.document)).not.toContain('"enum":["brook/video-2"]')
  })

  test('an example that is not even JSON tells too', () => {
    const example = `            example:\n              model: brook/sound-1.5\n              input:\n                scene: water under a bridge\n                seconds: 8\n`
    const text = copied.replace(
      example,
      '            example: \'{"model": "brook/sound-1.5", "input": {oops\'\n',
    )
    expect(read(text, 'page.md').model).toBe('brook/sound-1.5')
  })

  test('other words between backticks in the description do not hide the id', () => {
    const text = copied.replace(
      'Must be `brook/sound-1.5`.',
      'Must be `brook/sound-1.5`, with `callBackUrl` and `5`.',
    )
    expect(read(text, 'page.md').model).toBe('brook/sound-1.5')
  })

  test('a heading that repeats the summary counts once', () => {
    const text = brook(
      inEnum('brook/video-2'),
      inDefault('brook/video-2'),
      inOperation('brook-video-2'),
      inExample('brook/video-2'),
    )
    expect(read(`# Brook Sound 1.5\n\n\`\`\`yaml\n${text}\`\`\`\n`, 'page.md').model).toBe('brook/video-2')
  })

  test('is refused when no side has more to say, with both sides', () => {
    const text = copied.replace('Brook Sound 1.5', 'Making things')
    expect(refusalOf(text, 'page.md')).toBe(
      'page.md:23: contradicts itself about its model. brook/video-2: the schema of `model` (line 23), the operationId (line 13); ' +
        'brook/sound-1.5: the description of `model` (line 28), the request example (line 50). ' +
        'If you know which is right, choose it with --choose model=<id>.',
    )
  })

  test('is what a person says it is', () => {
    const text = copied.replace('Brook Sound 1.5', 'Making things')
    const page = readPage({ name: 'page.md', text }, { model: 'brook/video-2' })
    expect(page.model).toBe('brook/video-2')
    expect(() => readPage({ name: 'page.md', text }, { model: 'brook/other' })).toThrow(
      /the model brook\/other was chosen, and the page does not name it/,
    )
  })
})

describe('one part that says otherwise changes nothing', () => {
  test.each([
    ['the operationId', [inOperation('brook-video-2')]],
    ['the summary', [inSummary('Brook Video 2')]],
    ['the description', [inDescription('Must be `brook/video-2`.')]],
    [
      'numbers and fields in the description',
      [inDescription('Must be `brook/sound-1.5`, with `5` or `callBackUrl`.')],
    ],
  ])('%s', (_, changes) => {
    expect(read(brook(...changes), 'page.md')).toMatchObject({ model: 'brook/sound-1.5', repairs: [] })
  })
})

describe('an enum of several ids', () => {
  test('is refused when the page may mean them all', () => {
    const text = brook(
      inEnum('brook/sound-1.5', 'brook/sound-2'),
      inDescription('One of `brook/sound-1.5` and `brook/sound-2`.'),
      inSummary('Sounds'),
      inOperation('sounds'),
    )
    expect(refusalOf(text, 'page.md')).toMatch(
      /^page\.md:23: describes 2 models of createTask, and a page describes one\./,
    )
  })

  test('becomes the one that everything else names', () => {
    expect(read(brook(inEnum('brook/sound-1.5', 'brook/sound-2')), 'page.md')).toMatchObject({
      model: 'brook/sound-1.5',
      repairs: [{ name: 'untrue-model', changesMeaning: true }],
    })
  })

  test('is refused when the description of `model` does not say that it is one', () => {
    const text = brook(inEnum('brook/sound-1.5', 'brook/sound-2'), inDescription('Which sounds to make.'))
    expect(refusalOf(text, 'page.md')).toContain('import the page from a file once for each')
  })

  test('is refused when another part names another one', () => {
    const text = brook(inEnum('brook/sound-1.5', 'brook/sound-2'), inOperation('brook-sound-2'))
    expect(refusalOf(text, 'page.md')).toContain('describes 2 models')
  })
})

describe('no enum at all', () => {
  const without = brook([`                  enum:\n                    - brook/sound-1.5\n`, ''])

  test('becomes what two parts of the page agree on', () => {
    expect(read(without, 'page.md')).toMatchObject({
      model: 'brook/sound-1.5',
      repairs: [{ name: 'untrue-model' }],
    })
  })

  test('is refused when only one part names one', () => {
    const text = brook(
      [`                  enum:\n                    - brook/sound-1.5\n`, ''],
      inDescription('The model.'),
      ['              model: brook/sound-1.5\n', ''],
      inSummary('Things'),
      inOperation('things'),
    )
    expect(refusalOf(text, 'page.md')).toBe(
      'page.md:23: lists no model, and its parts do not agree on one. brook/sound-1.5: the schema of `model` (line 23). ' +
        'If you know which is right, choose it with --choose model=<id>.',
    )
  })

  test('is refused when parts disagree', () => {
    expect(refusalOf(without.replace('`brook/sound-1.5`', '`brook/sound-2`'), 'page.md')).toContain(
      'do not agree on one',
    )
  })

  test('a const is as good', () => {
    const text = brook([`enum:\n                    - brook/sound-1.5`, 'const: brook/sound-1.5'])
    const page = read(text, 'page.md')
    expect(at(page.document, ...model)).toMatchObject({ enum: ['brook/sound-1.5'] })
    expect(page.repairs).toMatchObject([{ name: 'const-model', changesMeaning: false }])
  })
})

describe('words outside the document', () => {
  test("the catalog's own model is one of the parts", () => {
    const { document } = read(
      brook(inEnum('brook/video-2'), inDefault('brook/video-2'), inOperation('brook-sound-1-5')),
      'page.md',
    )
    expect(at(document, ...model, 'enum')).toEqual(['brook/sound-1.5'])
    const openapi = read(
      brook(
        inSummary('Things'),
        inOperation('things'),
        inDescription('The model.'),
        inEnum('brook/video-2'),
        inDefault('brook/video-2'),
        inExample('brook/video-2'),
      ),
      'page.md',
    ).document
    const answer = JSON.stringify({ code: 200, msg: '', data: { model: 'brook/sound-1.5', openapi } })
    expect(read(answer, 'page.json').model).toBe('brook/video-2')
  })

  test('the heading and the name of the page decide where the document is divided', () => {
    const divided = brook(
      inEnum('brook/video-2'),
      inDefault('brook/video-2'),
      inOperation('brook-video-2'),
      inSummary('Things'),
    )
    expect(refusalOf(divided, 'page.md')).toContain('contradicts itself')
    expect(read(divided, 'market/brook/sound-1-5.md').model).toBe('brook/sound-1.5')
    expect(read(`# Brook Sound 1.5\n\n\`\`\`yaml\n${divided}\`\`\`\n`, 'page.md').model).toBe(
      'brook/sound-1.5',
    )
  })

  test("a page whose name is another model's needs no repair", () => {
    expect(read(brookText, 'brook/video-2.md').repairs).toEqual([])
  })
})
