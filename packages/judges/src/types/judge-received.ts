import type { Shape } from '../engines/typescript.ts'
import type { Change } from '../change.ts'
import {
  compareShapes,
  type Finding,
  type KeyFinding,
  type Pair,
  type ValuesFinding,
} from './compare-shapes.ts'
import { listTypes } from './judge-sent.ts'
import { type Subject, type TypeRuleId, verdict } from './subject.ts'

/** What users receive must still be what they handled. */
export function judgeReceived(subject: Subject, { old, now }: Pair<Shape>): readonly Change[] {
  const changes = compareShapes({ old, now }).flatMap((finding) => judge(subject, finding))
  const isExplained = old.takes(now) || changes.some(({ id }) => id !== 'types-added')
  const rest = `Change: ${subject.name([])} is no longer what it was.`
  return isExplained ? changes : [...changes, verdict('types-answer-widened', 'receive', subject, [], rest)]
}

const verdicts: Readonly<Record<KeyFinding, readonly [TypeRuleId, (name: string) => string] | undefined>> = {
  added: ['types-added', (name) => `Add: ${name}.`],
  'added-required': ['types-added', (name) => `Add: ${name}.`],
  removed: ['types-answer-removed', (name) => `Remove: ${name}.`],
  required: ['types-answer-narrowed', (name) => `Change: ${name} is always there.`],
  optional: ['types-answer-widened', (name) => `Change: ${name} may be missing now.`],
  // An object of which nothing was known has told nobody what to handle, and every answer may hold more.
  opened: undefined,
  closed: undefined,
}

function judge(subject: Subject, finding: Finding): readonly Change[] {
  if (finding.what === 'values') return judgeValues(subject, finding)
  const [id, write] = verdicts[finding.what] ?? []
  return id && write ? [verdict(id, 'receive', subject, finding.path, write(subject.name(finding.path)))] : []
}

function judgeValues(subject: Subject, { path, lost, gained, old }: ValuesFinding): readonly Change[] {
  const name = subject.name(path)
  const known = gained.filter((member) => isOfOpenEnum(member, old))
  const unknown = gained.filter((member) => !known.includes(member))
  const give = (id: TypeRuleId, text: string) =>
    verdict(id, 'receive', subject, path, `Change: ${name} ${text}.`)
  if (unknown.length > 0 && lost.length > 0) {
    return [give('types-answer-widened', `is ${listTypes(unknown)} now, no longer ${listTypes(lost)}`)]
  }
  return [
    ...(unknown.length > 0 ? [give('types-answer-widened', `can also be ${listTypes(unknown)}`)] : []),
    ...(known.length > 0 ? [give('types-answer-value', `can also be ${listTypes(known)}`)] : []),
    ...(lost.length > 0 ? [give('types-answer-narrowed', `is never ${listTypes(lost)} any more`)] : []),
  ]
}

/** One more value of an enum: those of answers are open, and have to be read as if any other value fitted in. */
function isOfOpenEnum({ literal }: Shape, old: Shape): boolean {
  const isSameKind = (member: Shape) => typeof member.literal === typeof literal
  return (typeof literal === 'string' || typeof literal === 'number') && old.members.some(isSameKind)
}
