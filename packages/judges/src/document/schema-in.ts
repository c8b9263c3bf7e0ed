import { at } from '@apikley/pages/document'
import type { Located } from './located.ts'

/** The schema of a media type, parameter or header as a list, which is empty if it has none. References stay. */
export function schemaIn(holder: Located | undefined): readonly Located[] {
  const value = at(holder?.value, 'schema')
  return holder && value !== undefined ? [{ ...holder, path: [...holder.path, 'schema'], value }] : []
}
