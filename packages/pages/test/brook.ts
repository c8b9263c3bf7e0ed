import { readFileSync } from 'node:fs'
import { writeYaml } from '../src/engines/js-yaml.ts'
import type { Page } from '../src/reading/page.ts'
import { readPage } from '../src/reading/read-page.ts'
import { SpecError } from '../src/document/spec-error.ts'

/** The text of a fixture. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/pages/${name}`, import.meta.url), 'utf8')
}

/** Where createTask stands in it, the schema of its body, and what it answers. */
export const operation = ['paths', '/api/v1/jobs/createTask', 'post']
export const requestBody = [...operation, 'requestBody', 'content', 'application/json']
export const requestSchema = [...requestBody, 'schema']
export const answer = [...operation, 'responses', '200', 'content', 'application/json']

/** A page without any defect. */
export const brookText = fixture('brook.yaml')

/** That page with some of its text replaced: each pair is what stands there and what shall. */
export function brook(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the fixture has no ${JSON.stringify(from)}`)
    return text.replace(from, () => to)
  }, brookText)
}

export function read(text: string, name = 'brook.yaml'): Page {
  return readPage({ name, text })
}

/** The names of the repairs that a page needed. */
export function repairsOf(page: Page): string[] {
  return page.repairs.map((repair) => repair.name)
}

/** What is said when a page is refused. */
export function refusalOf(text: string, name = 'brook.yaml'): string {
  try {
    readPage({ name, text })
  } catch (error) {
    if (error instanceof SpecError) return error.message
    throw error
  }
  throw new Error('the page was read')
}

/** The repaired document, written as a page and read again. */
export function again(page: Page): Page {
  return read(writeYaml(page.document), page.name)
}
