import type { JsonObject } from '@apikley/pages/document'
import type { SourcePage } from '../sources/read.ts'
import { assemble } from './assemble.ts'
import { readModelPage } from './model-page.ts'

/** The document of one model by itself: what its types are made of, and what two versions of its page are judged by. */
export function modelDocument(page: SourcePage, server: string): JsonObject {
  return assemble([readModelPage(page)], server)
}
