import { objectAt, textAt } from '../../../json.ts'
import { componentName, exampleName, secondName } from '../../../schema/name.ts'
import { entry, placeOf } from '../document/located.ts'
import { type Finding, type Reported, report, type Subject } from '../finding.ts'
import { schemaComparer } from '../schemas/compare.ts'
import type { CompareSchemas } from '../schemas/pair.ts'
import { compareAnswers } from './answers.ts'
import { compareBody } from './body.ts'
import { callbacksOf, compareCallbacks } from './callbacks.ts'
import { modelsOf } from './models.ts'
import { compareDeprecation, compareDocs, compareRest } from './notes.ts'
import { docsOf, methods, type Operation } from './operation.ts'
import { compareParameters } from './parameters.ts'
import { compareSecurity } from './security.ts'
import { compareServers } from './servers.ts'
import { createsTasks, tellsOfTasks } from './tasks.ts'

type Operations = ReadonlyMap<string, Operation>

/** What the operations of two documents differ in. */
export function compareOperations(before: Operations, after: Operations): Reported[] {
  const compare = schemaComparer()
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)]
    if (old && now) return compareOperation(old, now, compare)
    if (now) return report(subjectOf(now), added(now))
    return old ? report(subjectOf(old), [comesOrGoes('operation-removed', old)]) : []
  })
}

function subjectOf({ name }: Operation): Subject {
  return { operation: name, part: 'operation' }
}

function added(operation: Operation): Finding[] {
  const found = [comesOrGoes('operation-added', operation)]
  return createsTasks(operation) ? [...found, comesOrGoes('money-operation-added', operation)] : found
}

function comesOrGoes(rule: Finding['rule'], { located }: Operation): Finding {
  const direction = rule === 'money-operation-added' ? 'send' : 'both'
  return { rule, place: placeOf(located), direction, field: [], detail: {} }
}

const judged = new Set([
  'operationId',
  'deprecated',
  'summary',
  'description',
  'tags',
  'externalDocs',
  'parameters',
  'requestBody',
  'responses',
  'callbacks',
  'security',
  'servers',
])
const judgedOfPath = new Set([...methods, 'summary', 'description', 'parameters', 'servers'])

function compareOperation(old: Operation, now: Operation, compare: CompareSchemas): Reported[] {
  const subject = subjectOf(now)
  const ignored = examplesOfOneSide(old, now)
  const found = [
    ...report(subject, compareItself(old, now)),
    ...[...compareParameters(old, now, 'request', compare)].flatMap(([noun, findings]) =>
      report({ ...subject, part: 'body', noun }, findings),
    ),
    ...compareBody(old, now, { ...subject, part: 'body' }, 'request', compare),
    ...compareAnswers(old, now, { part: 'answer', way: 'response', ignored }, compare),
    ...compareCallbacks(callbacksOf(old), callbacksOf(now), now.name, compare),
  ]
  return found.filter(concernsMoney(old, now))
}

function compareItself(old: Operation, now: Operation): Finding[] {
  const place = placeOf(now.located)
  const [before, after] = [objectAt(old.located.value), objectAt(now.located.value)]
  const [item, newItem] = [objectAt(old.item.value), objectAt(now.item.value)]
  const renamed = textAt(before, 'operationId') !== textAt(after, 'operationId')
  const detail = { from: textAt(before, 'operationId') || 'none', to: textAt(after, 'operationId') || 'none' }
  return [
    ...(renamed
      ? [{ rule: 'operation-id-changed', place, direction: 'both', field: [], detail } as const]
      : []),
    ...compareDeprecation(before, after, 'both', place),
    ...compareDocs(docsOf(old), docsOf(now), Object.keys(docsOf(now)), 'both', place),
    ...compareSecurity(old, now),
    ...compareServers(old, now),
    ...compareRest(before, after, judged, 'both', place),
    ...compareRest(item, newItem, judgedOfPath, 'both', placeOf(now.item)),
  ]
}

/** A bundle names the examples of answers after models: they come and go with them, which is told by itself. */
function examplesOfOneSide(old: Operation, now: Operation): ReadonlySet<string> {
  const [before, after] = [old, now].map(({ located }) => [
    ...(modelsOf(entry(located, 'requestBody'))?.keys() ?? []),
  ])
  const [some = [], others = []] = [before, after]
  const changed = [
    ...some.filter((model) => !others.includes(model)),
    ...others.filter((model) => !some.includes(model)),
  ]
  return new Set(changed.flatMap((model) => [componentName(model), secondName(model)].map(exampleName)))
}

/** A field that sets a price does so only where something is bought; one that tells a state, only of tasks. */
function concernsMoney(old: Operation, now: Operation): (finding: Reported) => boolean {
  const sells = createsTasks(old) || createsTasks(now)
  const tells = tellsOfTasks(old) || tellsOfTasks(now)
  return ({ rule, subject: { part } }) => {
    if (rule.startsWith('money-state-')) return tells || part === 'callback'
    return !rule.startsWith('money-') || sells
  }
}
