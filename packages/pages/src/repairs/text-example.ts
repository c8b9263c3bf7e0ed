import { isObject, type Json, parseJson } from '../document/json.ts'
import { partAt } from '../reading/create-task.ts'
import type { RepairRule } from '../reading/draft.ts'
import { walkExamples } from '../reading/examples.ts'

/** `example: '{"model": …}'` where an object belongs: the value that the text is. */
export const textExample: RepairRule = {
  name: 'text-example',
  changesMeaning: false,
  apply({ document }, note) {
    for (const { path, schemaPath, value, replace } of walkExamples(document)) {
      const type = partAt(document, schemaPath)?.value['type']
      if (typeof value !== 'string' || (type !== 'object' && type !== 'array')) continue
      const read = readText(value)
      if (read === undefined) continue
      replace(read)
      note(path, 'The example was written as JSON text and was read as the value that it is.')
    }
  },
}

function readText(text: string): Json | undefined {
  try {
    const value = parseJson(text)
    return isObject(value) || Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
