import { readdirSync, readFileSync } from 'node:fs'
import { type Change, judgeByRules, type Knowledge } from '../../src/index.ts'
import { parseYaml } from '@apikley/pages'
import { isObject, type JsonObject } from '@apikley/pages/document'

/** What the documents of the cases do not say: `model` names the forms of their request bodies. */
const knowledge: Knowledge = {
  models: {
    field: 'model',
    exampleNames: (model) => [model.replaceAll(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase())],
  },
}

export function judge(before: JsonObject, after: JsonObject): readonly Change[] {
  return judgeByRules(before, after, knowledge)
}

const folder = new URL('../cases/', import.meta.url)

/** Two versions of a document, and what a person expects to be told of them. */
export interface Case {
  readonly name: string
  readonly before: JsonObject
  readonly after: JsonObject
  readonly expected: string
}

export function readCases(): readonly Case[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return names.map(({ name }) => ({
    name,
    before: readDocument(fileOf(name, 'before.yaml')),
    after: readDocument(fileOf(name, 'after.yaml')),
    expected: readFileSync(fileOf(name, 'expected.md'), 'utf8'),
  }))
}

export function fileOf(name: string, file: string): URL {
  return new URL(`${name}/${file}`, folder)
}

function readDocument(file: URL): JsonObject {
  const document = parseYaml(readFileSync(file, 'utf8'), file.pathname)
  if (!isObject(document)) throw new Error(`${file.pathname} holds no document.`)
  return document
}
