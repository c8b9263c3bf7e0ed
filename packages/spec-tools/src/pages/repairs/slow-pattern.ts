import { answersSoon } from '../../schema/pattern.ts'
import { walkSchemas } from '../../schema/walk.ts'
import { refusal, type RepairRule } from '../draft.ts'

/** A pattern becomes part of the client, which runs it on what its users were given by others. */
export const slowPattern: RepairRule = {
  name: 'slow-pattern',
  does: 'leaves out a `pattern` that could keep a program busy for hours; the API still checks it',
  changesMeaning: true,
  apply(draft, note) {
    walkSchemas(draft.document, (schema, path) => {
      const { pattern } = schema
      if (typeof pattern !== 'string') return
      const place = [...path, 'pattern']
      if (!isExpression(pattern)) {
        throw refusal(draft, place, `the pattern ${JSON.stringify(pattern)} is no regular expression`)
      }
      if (answersSoon(pattern)) return
      note(place, `The pattern ${JSON.stringify(pattern)} was left out: on some texts it would take hours.`)
      delete schema['pattern']
    })
  },
}

function isExpression(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'))
  } catch {
    return false
  }
}
