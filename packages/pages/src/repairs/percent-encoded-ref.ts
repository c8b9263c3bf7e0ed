import { at, pathOf, pointer } from '../document/json.ts'
import { keysOfReference } from '../document/reference.ts'
import type { RepairRule } from '../reading/draft.ts'
import { walkParts } from '../reading/walk-parts.ts'

/** `#/components/schemas/a%20b` → `#/components/schemas/a b`. Legal in a URI, and half of all tools take it literally. */
export const percentEncodedRef: RepairRule = {
  name: 'percent-encoded-ref',
  changesMeaning: false,
  apply({ document }, note) {
    walkParts(document, (part, path) => {
      const { $ref: reference } = part
      if (typeof reference !== 'string' || !reference.includes('%')) return
      const isName = at(document, ...pathOf(reference.slice(1))) !== undefined
      const plain = `#${pointer(keysOfReference(reference) ?? [])}`
      if (isName || plain === reference) return
      part['$ref'] = plain
      note([...path, '$ref'], `${reference} is percent-encoded and was written out: ${plain}.`)
    })
  },
}
