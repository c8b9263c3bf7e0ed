import { describe, expect, it } from 'vitest'
import type { CliModel } from '../../src/models.ts'
import { bytesOf, fit } from '../../src/mcp/fit.ts'
import { shownJobs } from '../../src/mcp/job.ts'
import type { AgentSession } from '../../src/mcp/session.ts'
import type { Answer, Tool } from '../../src/mcp/tool.ts'
import { modelSchema } from '../../src/mcp/tools/model-schema.ts'
import { models } from '../../src/mcp/tools/models.ts'

/** 3 bytes are less than a token holds. */
const tokensOf = (answer: Answer): number => bytesOf(fit(answer)) / 3

function call<Arguments>(
  { run }: Tool<Arguments>,
  given: Arguments,
  known: readonly CliModel[],
): Promise<Answer> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- These tools ask for models alone.
  const session = { models: async () => known } as unknown as AgentSession
  return run(given, session, { signal: new AbortController().signal, progress: () => {} })
}

const words = (count: number): string => 'видео 影片 video '.repeat(count)

describe('models', () => {
  const known = Array.from({ length: 1_000 }, (_, index) => ({
    id: `maker-${index % 7}/model-${index}`,
    kind: 'video' as const,
  }))

  it('come page by page, each once', async () => {
    const seen: string[] = []
    for (let after = '', pages = 0; pages < 100; pages++) {
      const answer = await call(models, { after }, known)
      expect(tokensOf(answer)).toBeLessThan(5_000)
      const page = answer.data['models'] as { id: string }[]
      seen.push(...page.map(({ id }) => id))
      after = /after: '(.*?)'/.exec(answer.say)?.[1] ?? ''
      if (!after) break
    }
    expect(seen).toEqual(known.map(({ id }) => id).toSorted())
  })

  it('can be looked for', async () => {
    const { data } = await call(models, { match: 'MODEL-99' }, known)
    expect(data['models']).toHaveLength(11)
    expect((await call(models, { match: 'nothing' }, known)).say).toContain('None of 1000 fits')
  })

  it('are not all written into the tool that orders, if they are many', () => {
    expect(bytesOf(shownJobs(known))).toBeLessThan(2_000)
    expect(JSON.stringify(shownJobs(known.slice(0, 2)))).toContain('maker-1/model-1')
  })
})

describe('model_schema', () => {
  const voices = Array.from({ length: 800 }, (_, index) => `voice-${index}`)
  const fields = Object.fromEntries(
    Array.from({ length: 120 }, (_, index) => [`field_${index}`, { type: 'string', description: words(40) }]),
  )
  const schema = {
    type: 'object',
    properties: {
      voice: { type: 'string', enum: voices },
      camera: { type: 'object', properties: { zoom: { type: 'number', maximum: 10 } } },
      ...fields,
    },
    required: ['voice'],
  } as NonNullable<CliModel['schema']>
  const known = [{ id: 'maker/large', schema }]

  it('is shortened, and says how to ask on, until all was told', async () => {
    const whole = await call(modelSchema, { model: 'maker/large' }, known)
    expect(tokensOf(whole)).toBeLessThan(5_000)
    expect(whole.say).toMatch(/shortened.*at: 'voice'/)
    const part = await call(modelSchema, { model: 'maker/large', at: 'camera.zoom' }, known)
    expect(part).toMatchObject({ data: { input: { maximum: 10 } } })
    const seen = new Set<string>()
    for (let from = 0; from < voices.length;) {
      const answer = await call(modelSchema, { model: 'maker/large', at: 'voice', from }, known)
      expect(tokensOf(answer)).toBeLessThan(5_000)
      const { enum: some } = answer.data['input'] as { enum: string[] }
      const told = some.filter((one) => one.startsWith('voice-'))
      for (const one of told) seen.add(one)
      from = Number(/from: (\d+)/.exec(answer.say)?.[1] ?? from + told.length)
    }
    expect(seen).toEqual(new Set(voices))
  })
})

describe('any answer', () => {
  it.each([
    ['long sentences', { say: words(3_000), data: {} }],
    ['long data', { say: 'Done.', data: { text: words(1_000) } }],
    [
      'many links',
      {
        say: 'Done.',
        data: {},
        links: Array.from({ length: 200 }, (_, index) => ({
          uri: `https://files.example/${index}?${'s'.repeat(500)}`,
          name: 'a',
        })),
      },
    ],
  ])('with %s is cut to fewer than 5,000 tokens', (_, answer: Answer) => {
    expect(tokensOf(answer)).toBeLessThan(5_000)
    expect(fit(answer).content[0]).toMatchObject({
      type: 'text',
      text: expect.stringMatching(/^(Done|видео)/),
    })
  })
})
