import { isObject, type Json, type JsonObject, objectAt, pointer } from '../document/json.ts'
import { componentName } from '../document/name.ts'
import { type RepairRule, refusal } from '../reading/draft.ts'
import { walkParts } from '../reading/walk-parts.ts'

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
