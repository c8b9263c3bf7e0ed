import { at, isObject, type Json, type JsonObject, objectAt, pathOf, pointer } from '../document/json.ts'
import { walkParts } from '../document/walk.ts'
import { componentName, squeezed } from '../document/name.ts'
import { keysOfReference } from '../document/reference.ts'
import { refusal, type RepairRule } from '../reading/draft.ts'

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

const isLegal = (name: string) => /^[A-Za-z0-9._-]+$/.test(name)

/** `response not with recordId` → `ResponseNotWithRecordId`: OpenAPI allows letters, digits, `.`, `_` and `-` only. */
export const illegalComponentName: RepairRule = {
  name: 'component-name',
  changesMeaning: false,
  apply(draft, note) {
    for (const [section, entries] of Object.entries(objectAt(draft.document, 'components'))) {
      if (!isObject(entries) || section.startsWith('x-')) continue
      for (const name of Object.keys(entries).filter((key) => !isLegal(key))) {
        const legal = componentName(name)
        if (Object.hasOwn(entries, legal)) {
          throw refusal(
            draft,
            ['components', section, name],
            `the component ${JSON.stringify(name)} has no legal name, and ${legal} is taken. Correct the page.`,
          )
        }
        draft.rename(entries, name, legal)
        renameReferences(draft.document, `#/components/${section}/`, name, legal)
        note(
          ['components', section, legal],
          `The component ${JSON.stringify(name)} was called ${legal}: its name is not legal.`,
        )
      }
    }
  },
}

/** Makes all references to one component refer to another. */
export function renameReferences(document: JsonObject, prefix: string, from: string, to: string): void {
  const old = `${prefix.slice(0, -1)}${pointer([from])}`
  const renamed = (reference: Json | undefined) =>
    reference === old || (typeof reference === 'string' && reference.startsWith(`${old}/`))
      ? `${prefix}${to}${reference.slice(old.length)}`
      : reference
  walkParts(document, (part) => {
    if (part['$ref'] !== undefined) part['$ref'] = renamed(part['$ref']) ?? null
    const mapping = objectAt(part, 'discriminator', 'mapping')
    for (const [key, target] of Object.entries(mapping)) mapping[key] = renamed(target) ?? null
  })
}
