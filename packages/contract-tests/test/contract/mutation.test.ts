import type { Model } from '@apikley/types'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calls } from '../../src/contract/calls.ts'
import { checkCall, checkDocument, type Surroundings } from '../../src/contract/check.ts'
import { answerCases, type OpenApiDocument } from '../../src/contract/document.ts'
import type { Tampering } from '../../src/contract/observed-fetch.ts'
import { startPrismCli, type RunningPrism } from '../../src/contract/prism-cli.ts'
import { checkModel, importModel, modelIds, ownerOf } from '../../src/contract/models.ts'
import { readSpec } from '../../src/contract/read-spec.ts'

// Shows that the contract suite can fail: each field that is taken away, from the document or from the client, is noticed.

type Json = Record<string, unknown>

/** The place of every property that the document declares for what is sent and answered. */
function declaredProperties(document: OpenApiDocument): string[][] {
  const places: string[][] = []
  const walk = (node: unknown, place: string[]): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      if (['example', 'examples', 'default', 'enum'].includes(key)) continue
      if (key === 'properties') {
        for (const name of Object.keys(child as Json)) places.push([...place, key, name])
      }
      walk(child, [...place, key])
    }
  }
  walk(document, [])
  return places
}

/** The document without what stands at a place; all else is shared with the original, which stays as it is. */
function without(document: OpenApiDocument, place: readonly string[]): OpenApiDocument {
  const copy = { ...document }
  let node = copy as unknown as Json
  for (const step of place.slice(0, -1)) {
    const child = node[step] as Json
    node = node[step] = (Array.isArray(child) ? [...child] : { ...child }) as Json
  }
  delete node[place.at(-1)!]
  return copy
}

describe('a property that disappears from the document', () => {
  it('is noticed, whichever it is', async () => {
    const document = readSpec()
    const models = new Map<string | undefined, Model>()
    for (const id of modelIds(document)) models.set(id, await importModel(id))
    const places = declaredProperties(document)
    expect(places.length).toBeGreaterThan(30)
    expect([...checkDocument(document, calls)]).toEqual([])
    expect([...models.values()].flatMap((model) => checkModel(document, model))).toEqual([])
    const unnoticed = places.filter((place) => {
      const poorer = without(document, place)
      const owner = models.get(ownerOf(document, place[2] ?? ''))
      const [problem] = owner === undefined ? checkDocument(poorer, calls) : checkModel(poorer, owner)
      return problem === undefined
    })
    expect(unnoticed.map((place) => place.join('/'))).toEqual([])
  }, 300_000)
})

describe('against a running Prism', () => {
  let folder: string
  let prism: RunningPrism
  let narrowedPrism: RunningPrism

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mutated-spec-'))
    const original = path.join(folder, 'openapi.json')
    const narrowed = path.join(folder, 'narrowed.json')
    const changed = readSpec()
    const input = changed.components['schemas']?.['KlingV21MasterTextToVideoInput'] as Json
    input['required'] = ['prompt', 'negative_prompt']
    await writeFile(original, JSON.stringify(readSpec()))
    await writeFile(narrowed, JSON.stringify(changed))
    prism = await startPrismCli(original)
    narrowedPrism = await startPrismCli(narrowed)
  }, 60_000)
  afterAll(async () => {
    await prism[Symbol.asyncDispose]()
    await narrowedPrism[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  async function problemsOf(
    operationId: string,
    example: string,
    surroundings: Partial<Surroundings>,
  ): Promise<string[]> {
    const document = readSpec()
    const call = calls.find((each) => each.operationId === operationId)!
    const answer = answerCases(document).find(
      (each) => each.operationId === operationId && each.example === example,
    )!
    return checkCall(call, answer, {
      document,
      baseUrl: prism.url,
      callBackUrl: 'http://127.0.0.1:9/',
      ...surroundings,
    })
  }

  it('a field that the document starts to require is noticed', async () => {
    expect(await problemsOf('createTask', 'success', {})).toEqual([])
    expect(await problemsOf('createTask', 'success', { baseUrl: narrowedPrism.url })).not.toEqual([])
  })

  const omit =
    (name: string) =>
    (body: Json): Json => {
      const { [name]: _, ...rest } = body
      return rest
    }
  const inData =
    (change: (data: Json) => Json) =>
    (body: Json): Json => ({ ...body, data: change(body['data'] as Json) })

  it.each<{ left: string; operationId: string; example: string; tampering: Tampering }>([
    {
      left: 'does not send model',
      operationId: 'createTask',
      example: 'success',
      tampering: { request: omit('model') },
    },
    {
      left: 'does not send input',
      operationId: 'createTask',
      example: 'success',
      tampering: { request: omit('input') },
    },
    {
      left: 'does not send url',
      operationId: 'createDownloadLink',
      example: 'success',
      tampering: { request: omit('url') },
    },
    {
      left: 'does not send base64Data',
      operationId: 'uploadFileBase64',
      example: 'success',
      tampering: { request: omit('base64Data') },
    },
    {
      left: 'does not send fileUrl',
      operationId: 'uploadFileUrl',
      example: 'success',
      tampering: { request: omit('fileUrl') },
    },
    {
      left: 'does not read code',
      operationId: 'createTask',
      example: 'error402',
      tampering: { answer: omit('code') },
    },
    {
      left: 'does not read data',
      operationId: 'getCredits',
      example: 'success',
      tampering: { answer: omit('data') },
    },
    {
      left: 'does not read an id',
      operationId: 'createTask',
      example: 'success',
      tampering: { answer: inData((data) => omit('recordId')(omit('taskId')(data))) },
    },
    {
      left: 'does not read state',
      operationId: 'getTask',
      example: 'success',
      tampering: { answer: inData(omit('state')) },
    },
    {
      left: 'does not read resultJson',
      operationId: 'getTask',
      example: 'success',
      tampering: { answer: inData(omit('resultJson')) },
    },
    {
      left: 'does not read failMsg',
      operationId: 'getTask',
      example: 'failModeration',
      tampering: { answer: inData(omit('failMsg')) },
    },
    {
      left: 'does not read downloadUrl',
      operationId: 'uploadFileUrl',
      example: 'success',
      tampering: { answer: inData(omit('downloadUrl')) },
    },
  ])('a client that $left is noticed', async ({ operationId, example, tampering }) => {
    expect(await problemsOf(operationId, example, {})).toEqual([])
    expect(await problemsOf(operationId, example, { tampering })).not.toEqual([])
  })
})
