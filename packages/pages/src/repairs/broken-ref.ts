import { at, objectAt, pointer } from '../document/json.ts'
import { type RepairRule, refusal } from '../reading/draft.ts'
import { keysOfReference } from '../document/reference.ts'
import { walkParts } from '../reading/walk-parts.ts'

/** `#/components/schemas/api-response` where only `ApiResponse` exists. */
export const brokenRef: RepairRule = {
  name: 'broken-ref',
  changesMeaning: true,
  apply(draft, note) {
    walkParts(draft.document, (part, path) => {
      const { $ref: reference } = part
      if (typeof reference !== 'string') return
      const target = keysOfReference(reference) ?? []
      if (at(draft.document, ...target) !== undefined) return
      const [components = '', section = '', name = '', ...below] = target
      const alike = Object.keys(objectAt(draft.document, components, section)).filter(
        (other) => squeezed(other) === squeezed(name),
      )
      const [meant] = alike
      const corrected = meant === undefined ? [] : [components, section, meant, ...below]
      if (alike.length !== 1 || at(draft.document, ...corrected) === undefined) {
        throw refusal(
          draft,
          [...path, '$ref'],
          `${reference} points to nothing on the page, and nothing has a name like it`,
        )
      }
      part['$ref'] = `#${pointer(corrected)}`
      note([...path, '$ref'], `${reference} points to nothing and was taken to mean #${pointer(corrected)}.`)
    })
  },
}

function squeezed(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}
