import { modelSchema } from '../reading/create-task.ts'
import type { RepairRule } from '../reading/draft.ts'

/** `const: lantern/a` → `enum: [lantern/a]`: the same, in the way in which all other pages say it. */
export const constModel: RepairRule = {
  name: 'const-model',
  changesMeaning: false,
  apply({ document }, note) {
    const schema = modelSchema(document)
    const id = schema?.value['const']
    if (!schema || typeof id !== 'string' || schema.value['enum'] !== undefined) return
    delete schema.value['const']
    schema.value['enum'] = [id]
    note(
      [...schema.path, 'enum'],
      'The `const` of `model` was written as an `enum` of one, as on other pages.',
    )
  },
}
