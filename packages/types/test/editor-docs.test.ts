import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildWith } from './invented-package.ts'

let folder: string
let built: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apikley-types-'))
  const spec = await readFile(fileURLToPath(import.meta.resolve('@apikley/specs/openapi.json')), 'utf8')
  built = join(await buildWith(spec, folder), 'node_modules/@apikley/types')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** The comment right before a member, without its stars. */
function docsOf(member: string, text: string): string {
  const comment = new RegExp(String.raw`/\*\*((?:(?!\*/)[^])*)\*/\s*${member}\b`).exec(text)?.[1] ?? ''
  return comment.replaceAll(/^\s*\* ?/gm, '').trim()
}

describe('what an editor shows for the input of a model', () => {
  let text: string
  beforeAll(async () => {
    text = await readFile(join(built, 'dist/generated/models/kling/v2-1-master-text-to-video.d.ts'), 'utf8')
  })

  test.each([
    { member: 'prompt', want: /^The text prompt describing the video/ },
    { member: 'duration', want: /^The duration of the generated video in seconds\n[^]*@default 5$/m },
    { member: 'aspect_ratio', want: /@default 16:9$/m },
    { member: 'cfg_scale', want: /\(step: 0\.1\)\n[^]*@default 0\.5$/m },
  ])('$member has its description and default', ({ member, want }) => {
    expect(docsOf(member, text)).toMatch(want)
  })

  test('what has a default is optional', () => {
    expect(text).toMatch(/\bduration\?: "5" \| "10"/)
    expect(text).toMatch(/\bprompt: string/)
  })
})

test('hand-written types keep their docs too', async () => {
  const text = await readFile(join(built, 'dist/task.d.ts'), 'utf8')
  expect(docsOf('completeTime', text)).toMatch(/^Milliseconds since 1970/)
})

test('the value of a model carries no prose', async () => {
  const path = join(built, 'dist/generated/models/kling/v2-1-master-text-to-video.js')
  expect(await readFile(path, 'utf8')).not.toMatch(/describing|"description"|"default"/)
})
