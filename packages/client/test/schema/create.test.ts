import { ValidationError } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { rejection, setUp } from '../set-up.ts'

const model = 'kling/v2-1-master-text-to-video'
const prompt = 'a lighthouse at dusk'

/** The problems of a request, as `path message`. */
async function problemsOf(request: object): Promise<string[]> {
  const { server, apikley } = await setUp()
  server.on('createTask', { code: 200, data: { taskId: 'accepted' } })
  try {
    await apikley.tasks.create(request as never)
    return []
  } catch (error) {
    if (!(error instanceof ValidationError) || server.received.length > 0) throw error
    return error.problems.map(({ path, message }) => `${path} ${message}`)
  }
}

describe('what the schema of the model allows is sent', () => {
  it.for<[name: string, input: object]>([
    ['the least', { prompt }],
    ['everything', { prompt, duration: '10', aspect_ratio: '9:16', negative_prompt: 'blur', cfg_scale: 0.5 }],
    ['5,000 characters', { prompt: 'x'.repeat(5_000) }],
    ['5,000 characters of two units each', { prompt: '🗼'.repeat(5_000) }],
    ['both ends of a range', { prompt, cfg_scale: 1 }],
    ['a number between the steps that stand in prose only', { prompt, cfg_scale: 0.123 }],
    ['what is undefined, since JSON leaves it out', { prompt, duration: undefined }],
  ])('%s', async ([, input]) => {
    expect(await problemsOf({ model, input })).toEqual([])
  })
})

describe('what it does not allow is told before anything is sent', () => {
  it.for<[name: string, input: unknown, want: string[]]>([
    ['nothing', {}, ['input.prompt is required']],
    ['undefined', { prompt: undefined }, ['input.prompt is required']],
    ['null', { prompt: null }, ['input.prompt must be of type string, received null']],
    [
      '5,001',
      { prompt: 'x'.repeat(5_001) },
      ['input.prompt must have at most 5000 characters, received 5001'],
    ],
    ['too much', { prompt, cfg_scale: 1.1 }, ['input.cfg_scale must be at most 1, received 1.1']],
    ['too little', { prompt, cfg_scale: -0.1 }, ['input.cfg_scale must be at least 0, received -0.1']],
    ['NaN', { prompt, cfg_scale: Number.NaN }, ['input.cfg_scale must be of type number, received NaN']],
    ['a wrong choice', { prompt, duration: '7' }, ["input.duration must be one of '5', '10', received '7'"]],
    ['a number', { prompt, duration: 5 }, ['input.duration must be of type string, received 5']],
    [
      'a misspelt field',
      { prompt, aspectratio: '1:1' },
      ["input.aspectratio is not known here (did you mean 'aspect_ratio'?)"],
    ],
    ['a field of another model', { prompt, image_url: 'x' }, ['input.image_url is not known here']],
    ['a field that all objects have', { prompt, constructor: 1 }, ['input.constructor is not known here']],
    [
      'a long text in a wrong place',
      { prompt, aspect_ratio: 'wide '.repeat(100) },
      [
        "input.aspect_ratio must be one of '16:9', '9:16', '1:1', received 'wide wide wide wide wide wide wide wide …'",
      ],
    ],
    ['no object', 'a lighthouse', ["input must be of type object, received 'a lighthouse'"]],
    ['a list', [prompt], ['input must be of type object, received an array']],
    [
      'all at once',
      { negative_prompt: 'x'.repeat(501), cfg_scale: 7, durations: '5' },
      [
        'input.prompt is required',
        'input.negative_prompt must have at most 500 characters, received 501',
        'input.cfg_scale must be at most 1, received 7',
        "input.durations is not known here (did you mean 'duration'?)",
      ],
    ],
  ])('%s', async ([, input, want]) => {
    expect(await problemsOf({ model, input })).toEqual(want)
  })

  it.for<[name: string, request: object, want: string[]]>([
    ['no input', {}, ['input is required']],
    [
      'a misspelt field',
      { input: { prompt }, callbackUrl: 'https://example.com' },
      ["callbackUrl is not known here (did you mean 'callBackUrl'?)"],
    ],
    ['no text', { input: { prompt }, callBackUrl: 7 }, ['callBackUrl must be of type string, received 7']],
    ...['', 'example.com/done', '/done', 'ftp://example.com', 'https://', 'javascript:alert(1)'].map(
      (callBackUrl): [string, object, string[]] => [
        `a callBackUrl of '${callBackUrl}'`,
        { input: { prompt }, callBackUrl },
        ['callBackUrl must be an http or https URL'],
      ],
    ),
  ])('around the input: %s', async ([, request, want]) => {
    expect(await problemsOf({ model, ...request })).toEqual(want)
  })
})

it('the message tells all problems, and that nothing was spent', async () => {
  const { apikley } = await setUp()
  const error = await rejection(apikley.tasks.create({ model, input: { cfg_scale: 7 } as never }))
  expect(String(error)).toBe(
    'ValidationError: [POST] /api/v1/jobs/createTask: input.prompt is required; input.cfg_scale must be at most 1, received 7. No money was spent. Correct the request; nothing was sent.',
  )
})
