import type { JsonObject } from '@apikley/pages/document'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Change, judgeByRules, type Knowledge, rowsOf } from '../src/index.ts'

const pets = (properties: JsonObject, ids: readonly string[] = []): JsonObject => ({
  openapi: '3.1.0',
  info: { title: 'Pet shop', version: '1' },
  paths: {
    '/pets': {
      post: {
        requestBody: {
          content: { 'application/json': { schema: { type: 'object', properties } } },
        },
        responses: { '201': { description: 'Created' } },
      },
    },
    ...Object.fromEntries(ids.map((id) => [id, { get: { responses: { '200': { description: 'Ok' } } } }])),
  },
})
const told = (changes: readonly Change<'welfare'>[]) => changes.map(({ id, text }) => `${id}: ${text}`)

/** What a pet shop knows of its API: how many legs there are concerns the animals' welfare. */
const knowledge: Knowledge<'welfare'> = {
  rules: rowsOf<'welfare'>([
    {
      level: 'major',
      direction: 'send',
      marks: { welfare: true },
      rules: {
        'legs-changed': 'Change the legs by {of} from {from} to {to}.',
        'new-cage': 'Add {of} to the places where animals may be.',
      },
    },
  ]),
  ofField: ({ name, findings, fields }) =>
    name !== 'legs' || !fields
      ? []
      : findings.map((finding) => ({
          ...finding,
          rule: 'legs-changed',
          detail: { from: fields.before.text, to: fields.after.text },
        })),
  ofNewOperation: ({ name }) => (name.includes('cage') ? ['new-cage'] : []),
  ruleFor: ({ rule, field }) => (field.join('') === '.nickname' ? undefined : rule),
}

describe('a pet shop', () => {
  const before = pets({ legs: { type: 'integer', maximum: 4 }, nickname: { type: 'string' } })
  const after = pets({ legs: { type: 'integer', maximum: 8 }, nickname: { type: 'integer' } }, ['/cages'])

  test('is judged without knowing anything of it', () => {
    expect(told(judgeByRules(before, after))).toEqual([
      'operation-added: Add the operation GET /cages.',
      'request-limit-loosened: Change the limit of `legs` of POST /pets from maximum 4 to maximum 8.',
      'request-type-changed: Change what `nickname` of POST /pets takes from string to integer, which is another type.',
    ])
  })

  test('hands in what its documents do not say', () => {
    const changes = judgeByRules(before, after, knowledge)
    expect(told(changes)).toEqual([
      'new-cage: Add GET /cages to the places where animals may be.',
      'operation-added: Add the operation GET /cages.',
      'legs-changed: Change the legs by `legs` of POST /pets from integer, maximum 4 to integer, maximum 8.',
      'request-limit-loosened: Change the limit of `legs` of POST /pets from maximum 4 to maximum 8.',
    ])
    expect(changes.map(({ welfare }) => welfare)).toEqual([true, undefined, true, undefined])
  })

  test('a rule that nobody handed in is a mistake, and no silence', () => {
    const { rules: _, ...others } = knowledge
    expect(() => judgeByRules(before, after, others)).toThrow('no rule legs-changed')
  })
})

test('the sources know nothing of one API', () => {
  const words =
    /createTask|recordInfo|callBackUrl|task_?id|apikley(?!\/(?:pages|judges))|twin\b|money|price|credit/i
  const sources = globSync('src/**/*.ts', { cwd: new URL('..', import.meta.url) })
  expect(sources.length).toBeGreaterThan(20)
  const text = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
  expect(sources.filter((file) => words.test(text(file)))).toEqual([])
})
