import { brief } from '../document/differences.ts'
import { validationErrors } from '../engines/ajv.ts'
import { upgradeTo31 } from '../document/upgrade.ts'
import type { RepairRule } from '../reading/draft.ts'
import { walkExamples } from '../reading/examples.ts'

/** An example that breaks its own schema, or is not even JSON. */
export const invalidExample: RepairRule = {
  name: 'invalid-example',
  changesMeaning: false,
  apply({ document, file, hasValidExamples }, note) {
    if (hasValidExamples) return
    const examples = walkExamples(document)
    const errors = validationErrors(upgradeTo31(document), examples, file)
    // The last ones of a list first, so that the others keep their numbers.
    for (const [index, { path, value, remove }] of [...examples.entries()].toReversed()) {
      const error = errors.get(index)
      if (error === undefined) continue
      const reason =
        typeof value === 'string' && error === 'it must be object' ? 'it is text and no JSON object' : error
      note(path, `The example ${brief(value)} was left out: ${reason}.`)
      remove()
    }
  },
}
