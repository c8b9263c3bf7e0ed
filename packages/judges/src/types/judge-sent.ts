import type { Shape } from '../engines/typescript.ts'
import type { Change } from '../change.ts'
import {
  compareShapes,
  type Finding,
  type KeyFinding,
  type Pair,
  type ValuesFinding,
} from './compare-shapes.ts'
import { type Subject, type TypeRuleId, verdict } from './subject.ts'

/** What users could pass must still be accepted. */
export function judgeSent(subject: Subject, { old, now }: Pair<Shape>): readonly Change[] {
  const changes = compareShapes({ old, now }).map((finding) => judge(subject, finding))
  const isExplained = now.takes(old) || changes.some(({ level }) => level === 'major')
  // The compiler decides; looking at one property after the other is how its verdict is explained.
  const rest = `Change: ${subject.name([])} no longer takes all that it took.`
  return isExplained ? changes : [...changes, verdict('types-input-narrowed', 'send', subject, [], rest)]
}

const verdicts: Readonly<Record<KeyFinding, readonly [TypeRuleId, (name: string) => string]>> = {
  added: ['types-added', (name) => `Add: ${name}.`],
  'added-required': ['types-input-required', (name) => `Add: ${name}, which is required.`],
  removed: ['types-key-removed', (name) => `Remove: ${name}.`],
  required: ['types-input-required', (name) => `Change: ${name} is required now.`],
  optional: ['types-added', (name) => `Change: ${name} may be left out.`],
  opened: ['types-added', (name) => `Change: ${name} takes further properties.`],
  closed: ['types-input-narrowed', (name) => `Change: ${name} takes only the properties that are named.`],
}

function judge(subject: Subject, finding: Finding): Change {
  const { path } = finding
  const name = subject.name(path)
  if (finding.what === 'values') {
    const id = finding.lost.length > 0 ? 'types-input-narrowed' : 'types-added'
    return verdict(id, 'send', subject, path, `Change: ${name} ${writeValues(finding)}.`)
  }
  const [id, write] = verdicts[finding.what]
  return verdict(id, 'send', subject, path, write(name))
}

function writeValues({ lost, gained, now }: ValuesFinding): string {
  if (lost.length === 0) return `also takes ${listTypes(gained)}`
  if (gained.length > 0) return `takes ${listTypes(gained)}, no longer ${listTypes(lost)}`
  const isCutToValues =
    now.members.every(({ literal }) => literal !== undefined) &&
    lost.some(({ literal }) => literal === undefined)
  return `no longer takes ${listTypes(lost)}${isCutToValues ? `, but ${now.text} only` : ''}`
}

/** `'5'`, `'10'` */
export function listTypes(types: readonly Shape[]): string {
  return types.map(({ text }) => text).join(', ')
}
