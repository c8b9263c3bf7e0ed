import { type JsonObject, objectAt } from '../../json.ts'
import { upgradeTo31 } from '../../schema/upgrade.ts'
import type { Change } from '../change.ts'
import { entry } from './document/located.ts'
import { report } from './finding.ts'
import { compareCallbacks } from './operations/callbacks.ts'
import { compareOperations } from './operations/compare.ts'
import { compareDocs, compareRest } from './operations/notes.ts'
import { operationsIn, operationsOf, rootOf } from './operations/operation.ts'
import { schemaComparer } from './schemas/compare.ts'
import { describeChanges } from './telling/describe-changes.ts'

const judged = new Set([
  'openapi',
  'info',
  'tags',
  'externalDocs',
  'paths',
  'webhooks',
  'components',
  'security',
  'servers',
])
const words = ['title', 'summary', 'description', 'termsOfService', 'contact', 'license']

/**
 * What changed between two OpenAPI documents, 3.0 or 3.1, by the table of rules: what is sent as well as what is
 * received. Names of components, order of keys and the versions that documents give themselves are no changes.
 * @throws SpecError when a reference leads nowhere.
 */
export function judgeByRules(before: JsonObject, after: JsonObject): readonly Change[] {
  const [old, now] = [upgradeTo31(before), upgradeTo31(after)]
  const [info, newInfo] = [old, now].map((document) => objectAt(document, 'info'))
  const [hooks, newHooks] = [old, now].map((document) => operationsIn(entry(rootOf(document), 'webhooks')))
  const itself = [
    ...compareDocs(info ?? {}, newInfo ?? {}, words, 'both', '/info'),
    ...compareDocs(old, now, ['tags', 'externalDocs'], 'both', ''),
    ...compareRest(old, now, judged, 'both', ''),
  ]
  const [operations, newOperations] = [operationsOf(old), operationsOf(now)]
  const findings = [
    ...report({ operation: '', part: 'operation' }, itself),
    ...compareOperations(operations, newOperations),
    ...compareCallbacks(hooks ?? new Map(), newHooks ?? new Map(), '', schemaComparer()),
  ]
  return describeChanges(
    findings,
    [...newOperations.values()].map(({ name }) => name),
  )
}
