import { readdirSync, readFileSync } from 'node:fs'
import { parseYaml } from '../../../src/engines/js-yaml.ts'
import { isObject, type JsonObject } from '../../../src/json.ts'

const folder = new URL('../../cases/', import.meta.url)

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
