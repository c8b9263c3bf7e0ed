import { isObject, type Json, type JsonObject, objectAt } from '../document/json.ts'
import { walkObjects, walkParts } from '../document/walk.ts'
import { type RepairRule, refusal } from '../reading/draft.ts'

/** `"image_urls "` → `image_urls`: in `properties`, in `required`, and in the examples. */
export const spaceInName: RepairRule = {
  name: 'space-in-name',
  changesMeaning: true,
  apply(draft, note) {
    const renamed = new Set<string>()
    walkParts(draft.document, (part, path) => {
      const properties = objectAt(part, 'properties')
      for (const name of Object.keys(properties).filter((key) => key.trim() !== key)) {
        const trimmed = name.trim()
        if (trimmed === '' || Object.hasOwn(properties, trimmed)) {
          throw refusal(
            draft,
            [...path, 'properties', name],
            `the property ${JSON.stringify(name)} has white space at its end and cannot be called ${JSON.stringify(trimmed)}: ${trimmed === '' ? 'nothing is left' : 'there is one already'}`,
          )
        }
        draft.rename(properties, name, trimmed)
        renamed.add(name)
        note(
          [...path, 'properties', trimmed],
          `The property ${JSON.stringify(name)} was taken to be called ${JSON.stringify(trimmed)}.`,
        )
      }
      trimRequired(part, (index, name) => {
        if (renamed.has(name)) return
        note(
          [...path, 'required', index],
          `${JSON.stringify(name)} in \`required\` was taken to be ${JSON.stringify(name.trim())}.`,
        )
      })
    })
    if (renamed.size > 0) walkObjects(draft.document, (object) => renameInData(draft.rename, object, renamed))
  },
}

function trimRequired(schema: JsonObject, told: (index: number, name: string) => void): void {
  const { required } = schema
  if (!Array.isArray(required)) return
  for (const [index, name] of required.entries()) {
    if (typeof name !== 'string' || name.trim() === name) continue
    required[index] = name.trim()
    told(index, name)
  }
}

/** Examples write a property as its schema does, or as it should be: the latter are left alone. */
function renameInData(
  rename: (map: JsonObject, from: string, to: string) => void,
  object: JsonObject,
  names: ReadonlySet<string>,
): void {
  const visit = (value: Json | undefined) => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    if (!isObject(value)) return
    for (const name of Object.keys(value)) {
      visit(value[name])
      if (names.has(name) && !Object.hasOwn(value, name.trim())) rename(value, name, name.trim())
    }
  }
  for (const key of ['example', 'examples', 'default']) visit(object[key])
}
