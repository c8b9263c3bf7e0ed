import type { Bump, Change, Direction } from '../change.ts'
import type { TypePath } from './place.ts'

/** What a difference that the compiler sees asks for. */
export const typeRules = {
  // A program that imports a name that is gone does not compile any more.
  'types-export-removed': 'major',
  // A literal with a property that the type does not know is an error, although its type would fit.
  'types-key-removed': 'major',
  // A value that could be passed is refused by the compiler.
  'types-input-narrowed': 'major',
  // An input that was complete lacks a property.
  'types-input-required': 'major',
  // A program that reads the property does not compile any more.
  'types-answer-removed': 'major',
  // A program that handled all that could come meets a type that it does not handle.
  'types-answer-widened': 'major',
  // The type tests are programs that users could have written.
  'types-tests-broken': 'major',
  // The enums of answers are open: every program has to take a value that it does not know.
  'types-answer-value': 'minor',
  // Answers promise more than before; what handled them still does.
  'types-answer-narrowed': 'minor',
  // There is something new to use, and all that was there is as it was.
  'types-added': 'minor',
  // The form of the raw types may change in any release; what they say of requests and answers is judged.
  'types-raw': 'patch',
  // The types are the same; whether the new checks are stricter is for the rules to say.
  'types-checks': 'patch',
  // Only what editors show differs.
  'types-docs': 'patch',
} as const satisfies Record<string, Bump>

export type TypeRuleId = keyof typeof typeRules

/** A type of the API that is judged, as sentences and places speak of it. */
export interface Subject {
  /** `input.duration` of `kling/v2-1-master-text-to-video`. */
  readonly name: (path: TypePath) => string
  /** RFC 6901 pointer into one of the two documents. */
  readonly place: (path: TypePath, version: 'old' | 'now') => string
  readonly model?: string
}

/** A verdict of the compiler on a part of a subject. */
export function verdict(
  id: TypeRuleId,
  direction: Direction,
  subject: Subject,
  path: TypePath,
  text: string,
): Change {
  const place = subject.place(path, text.startsWith('Remove') ? 'old' : 'now')
  const model = subject.model === undefined ? {} : { model: subject.model }
  return { id, place, direction, level: typeRules[id], text, ...model }
}
