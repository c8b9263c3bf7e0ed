import type { Change, Knowledge, OperationFacts, Versions } from '@apikley/judges'
import { componentName, exampleName, secondName } from '@apikley/pages/document'
import { moneyFindings } from './money.ts'
import { ownRules } from './rules.ts'
import { createsTasks, tellsOfTasks } from './tasks.ts'

/** A change of this API; set where it can change what a user pays: told in a line of its own. */
export type ApiChange = Change<'money'>

/** What the judges of documents cannot know of this API: how it names models, what costs money, what `code` means. */
export const knowledge: Knowledge<'money'> = {
  rules: ownRules,
  models: {
    field: 'model',
    exampleNames: (model) => [componentName(model), secondName(model)].map(exampleName),
  },
  ofField: moneyFindings,
  ofNewOperation: (operation) => (createsTasks(operation) ? ['money-operation-added'] : []),
  ruleFor({ rule, field }, { part, noun }, operation) {
    if (rule.startsWith('money-state-'))
      return part === 'callback' || is(tellsOfTasks, operation) ? rule : undefined
    // What sets a price does so only where something is bought.
    if (rule.startsWith('money-'))
      return operation === undefined || is(createsTasks, operation) ? rule : undefined
    // The field `code` of an answer stands for the HTTP status, and the client reads it so.
    const isEnvelope = part !== 'body' && noun === undefined && field.join('') === '.code'
    return isEnvelope ? rule.replace(/^response-enum-value-/, 'envelope-code-') : rule
  },
}

function is(
  test: (operation: OperationFacts) => boolean,
  operation: Versions<OperationFacts> | undefined,
): boolean {
  return operation !== undefined && (test(operation.before) || test(operation.after))
}
