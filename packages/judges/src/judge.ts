import { type JsonObject, objectAt, upgradeTo31 } from '@apikley/pages/document'
import type { Change } from './change.ts'
import { entry, rootOf } from './document/located.ts'
import { report } from './finding.ts'
import type { Knowledge } from './knowledge.ts'
import { compareCallbacks } from './operations/callbacks.ts'
import { compareOperations, toldAs } from './operations/compare.ts'
import { compareDocs, compareRest } from './operations/notes.ts'
import { operationsIn, operationsOf } from './operations/operation.ts'
import { schemaComparer } from './schemas/compare.ts'
import { rules } from './table.ts'
import { describeChanges } from './telling/describe-changes.ts'

const judged = 'openapi info tags externalDocs paths webhooks components security servers'.split(' ')
const words = ['title', 'summary', 'description', 'termsOfService', 'contact', 'license']

/**
 * What changed between two OpenAPI documents, 3.0 or 3.1, by the table of rules: what is sent as well as what is
 * received. Names of components, order of keys and the versions that documents give themselves are no changes.
 * @param knowledge What is known of the API beside. Default: nothing.
 * @throws SpecError when a reference leads nowhere.
 */
export function judgeByRules<Mark extends string = never>(
  before: JsonObject,
  after: JsonObject,
  knowledge: Knowledge<Mark> = {},
): readonly Change<Mark>[] {
  const [old, now] = [upgradeTo31(before), upgradeTo31(after)]
  const [info, newInfo] = [old, now].map((document) => objectAt(document, 'info'))
  const [hooks, newHooks] = [old, now].map((document) => operationsIn(entry(rootOf(document), 'webhooks')))
  const itself = [
    ...compareDocs(info ?? {}, newInfo ?? {}, words, 'both', '/info'),
    ...compareDocs(old, now, ['tags', 'externalDocs'], 'both', ''),
    ...compareRest(old, now, judged, 'both', ''),
  ]
  const [operations, newOperations] = [operationsOf(old), operationsOf(now)]
  const { ofField, ruleFor = ({ rule }) => rule } = knowledge
  const webhooks = compareCallbacks(hooks ?? new Map(), newHooks ?? new Map(), '', schemaComparer(ofField))
  const findings = [
    ...report({ operation: '', part: 'operation' }, itself),
    ...compareOperations(operations, newOperations, knowledge),
    ...toldAs(webhooks, (finding) => ruleFor(finding, finding.subject)),
  ]
  return describeChanges(
    findings,
    [...rules, ...(knowledge.rules ?? [])],
    [...newOperations.values()].map(({ name }) => name),
  )
}
