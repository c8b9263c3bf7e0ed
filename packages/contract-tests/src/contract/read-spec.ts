import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { OpenApiDocument } from './document.ts'

/** A fresh copy of the committed document, free to be changed. */
export function readSpec(): OpenApiDocument {
  const file = createRequire(import.meta.url).resolve('@apikley/specs/openapi.json')
  return JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument
}
