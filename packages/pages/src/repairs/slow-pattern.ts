import { objectAt } from '../document/json.ts'
import { answersSoon } from '../patterns/pattern.ts'
import { walkSchemas } from '../document/walk.ts'
import { type Draft, refusal, type RepairRule } from '../reading/draft.ts'
import type { Path } from '../reading/walk-parts.ts'

/** A pattern becomes part of the client and the mock, which run it on what their users were given by others. */
export const slowPattern: RepairRule = {
  name: 'slow-pattern',
  changesMeaning: true,
  apply(draft, note) {
    const isSlow = (pattern: string, place: Path): boolean => {
      refuseNoExpression(draft, pattern, place)
      if (answersSoon(pattern)) return false
      const shown = JSON.stringify(pattern.slice(0, 200))
      note(place, `The pattern ${shown} was left out: there may be texts on which it would take hours.`)
      return true
    }
    walkSchemas(draft.document, (schema, path) => {
      const { pattern } = schema
      if (typeof pattern === 'string' && isSlow(pattern, [...path, 'pattern'])) delete schema['pattern']
      const byPattern = objectAt(schema, 'patternProperties')
      for (const name of Object.keys(byPattern)) {
        if (isSlow(name, [...path, 'patternProperties', name])) delete byPattern[name]
      }
    })
  },
}

function refuseNoExpression(draft: Draft, pattern: string, place: Path): void {
  try {
    // oxlint-disable-next-line no-new
    new RegExp(pattern, 'u')
  } catch {
    const shown = JSON.stringify(pattern.slice(0, 200))
    throw refusal(draft, place, `the pattern ${shown} is no regular expression`)
  }
}
