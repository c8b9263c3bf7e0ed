import { isObject, objectAt } from '../document/json.ts'
import type { RepairRule } from '../reading/draft.ts'
import { walkParts } from '../reading/walk-parts.ts'

/** `{request.body#/callBackUrl}` → `{$request.body#/callBackUrl}`: a runtime expression begins with `$`. */
export const callbackKey: RepairRule = {
  name: 'callback-key',
  changesMeaning: false,
  apply(draft, note) {
    walkParts(draft.document, (part, path) => {
      for (const [name, callback] of Object.entries(objectAt(part, 'callbacks'))) {
        if (!isObject(callback)) continue
        for (const key of Object.keys(callback)) {
          const corrected = key.replaceAll(
            /\{(request|response|url|method|statusCode)\b/g,
            (_, word: string) => `{$${word}`,
          )
          if (Object.hasOwn(callback, corrected)) continue
          draft.rename(callback, key, corrected)
          note(
            [...path, 'callbacks', name, corrected],
            `The callback's address ${key} lacks a $ and was taken as ${corrected}.`,
          )
        }
      }
    })
  },
}
