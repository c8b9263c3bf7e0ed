import { objectAt, textAt } from '@apikley/pages/document'
import { entry, placeOf } from '../document/located.ts'
import { findingAt, type Finding, type Reported, report, type Subject } from '../finding.ts'
import { schemaComparer } from '../schemas/compare.ts'
import type { CompareSchemas } from '../schemas/pair.ts'
import { compareAnswers } from './answers.ts'
import { compareBody } from './body.ts'
import type { Knowledge } from '../knowledge.ts'
import { callbacksOf, compareCallbacks } from './callbacks.ts'
import { modelsOf } from './models.ts'
import { factsOf } from './facts.ts'
import { compareDeprecation, compareDocs, compareRest } from './notes.ts'
import { docsOf, methods, type Operation } from './operation.ts'
import { compareParameters } from './parameters.ts'
import { compareSecurity } from './security.ts'
import { compareServers } from './servers.ts'

type Operations = ReadonlyMap<string, Operation>

/** What the operations of two documents differ in. */
export function compareOperations(
  before: Operations,
  after: Operations,
  knowledge: Knowledge<string>,
): Reported[] {
  const compare = schemaComparer(knowledge.ofField)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)]
    if (old && now) return compareOperation(old, now, compare, knowledge)
    if (now) return report(subjectOf(now), added(now, knowledge))
    return old ? report(subjectOf(old), [comesOrGoes('operation-removed', old)]) : []
  })
}

function subjectOf({ name }: Operation): Subject {
  return { operation: name, part: 'operation' }
}

function added(operation: Operation, { ofNewOperation, models }: Knowledge<string>): Finding[] {
  const further = ofNewOperation?.(factsOf(operation, models?.field)) ?? []
  return ['operation-added', ...further].map((rule) => comesOrGoes(rule, operation))
}

function comesOrGoes(rule: string, { located }: Operation): Finding {
  return findingAt({ place: placeOf(located), direction: 'both' }, rule)
}

const judged =
  'operationId deprecated summary description tags externalDocs parameters requestBody responses callbacks security servers'.split(
    ' ',
  )
const judgedOfPath = [...methods, 'summary', 'description', 'parameters', 'servers']

function compareOperation(
  old: Operation,
  now: Operation,
  compare: CompareSchemas,
  { models, ruleFor }: Knowledge<string>,
): Reported[] {
  const subject = subjectOf(now)
  const ignored = examplesOfOneSide(old, now, models)
  const found = [
    ...report(subject, compareItself(old, now)),
    ...[...compareParameters(old, now, 'request', compare)].flatMap(([noun, findings]) =>
      report({ ...subject, part: 'body', noun }, findings),
    ),
    ...compareBody(old, now, { ...subject, part: 'body' }, 'request', compare, models?.field),
    ...compareAnswers(old, now, { part: 'answer', way: 'response', ignored }, compare),
    ...compareCallbacks(callbacksOf(old), callbacksOf(now), now.name, compare),
  ]
  if (!ruleFor || found.length === 0) return found
  const facts = { before: factsOf(old, models?.field), after: factsOf(now, models?.field) }
  return toldAs(found, (finding) => ruleFor(finding, finding.subject, facts))
}

/** The findings by other rules, or not at all. */
export function toldAs(
  found: readonly Reported[],
  ruleFor: (finding: Reported) => string | undefined,
): Reported[] {
  return found.flatMap((finding) => {
    const rule = ruleFor(finding)
    return rule === undefined ? [] : [{ ...finding, rule }]
  })
}

function compareItself(old: Operation, now: Operation): Finding[] {
  const place = placeOf(now.located)
  const [before, after] = [objectAt(old.located.value), objectAt(now.located.value)]
  const [item, newItem] = [objectAt(old.item.value), objectAt(now.item.value)]
  const renamed = textAt(before, 'operationId') !== textAt(after, 'operationId')
  const detail = { from: textAt(before, 'operationId') || 'none', to: textAt(after, 'operationId') || 'none' }
  return [
    ...(renamed ? [findingAt({ place, direction: 'both' }, 'operation-id-changed', detail)] : []),
    ...compareDeprecation(before, after, 'both', place),
    ...compareDocs(docsOf(old), docsOf(now), Object.keys(docsOf(now)), 'both', place),
    ...compareSecurity(old, now),
    ...compareServers(old, now),
    ...compareRest(before, after, judged, 'both', place),
    ...compareRest(item, newItem, judgedOfPath, 'both', placeOf(now.item)),
  ]
}

/** Examples of answers that are named after forms of the request come and go with these, which is told by itself. */
function examplesOfOneSide(old: Operation, now: Operation, models: Knowledge['models']): ReadonlySet<string> {
  if (!models?.exampleNames) return new Set()
  const [before, after] = [old, now].map(
    ({ located }) => new Set(modelsOf(entry(located, 'requestBody'), models.field)?.keys()),
  )
  const changed = [...(before ?? []), ...(after ?? [])].filter(
    (model) => before?.has(model) !== after?.has(model),
  )
  return new Set(changed.flatMap(models.exampleNames))
}
