import type { JsonObject } from '../document/json.ts'
import { counted } from '../text/counted.ts'
import { earliest, type RepairRule } from '../reading/draft.ts'
import { type Path, walkParts } from '../reading/walk-parts.ts'

const isEditorKey = (key: string) => /^x-(run-in-)?apidog(-|$)/.test(key)

/** `x-apidog-orders`, `x-run-in-apidog`, …: notes that the editor of the pages keeps for itself. */
export const editorKeys: RepairRule = {
  name: 'editor-keys',
  changesMeaning: false,
  apply(draft, note) {
    const dropped: { part: JsonObject; key: string; path: Path }[] = []
    walkParts(draft.document, (part, path) => {
      for (const key of Object.keys(part).filter(isEditorKey))
        dropped.push({ part, key, path: [...path, key] })
    })
    const first = earliest(
      draft,
      dropped.map(({ path }) => path),
    )
    if (!first) return
    const kinds = [...new Set(dropped.map(({ key }) => key))].toSorted().join(', ')
    note(first, `${counted(dropped.length, 'key')} of the editor left out: ${kinds}.`)
    for (const { part, key } of dropped) delete part[key]
  },
}
