import type { Bump } from '../change.ts'

/** What a difference that the compiler sees asks for, and why. */
export interface TypeRule {
  readonly level: Bump
  readonly reason: string
}

/** Every verdict of the judge by types. */
export const typeRules = {
  'types-export-removed': {
    level: 'major',
    reason: 'A program that imports a name that is gone does not compile any more.',
  },
  'types-key-removed': {
    level: 'major',
    reason: 'A literal with a property that the type does not know is an error, although its type would fit.',
  },
  'types-input-narrowed': {
    level: 'major',
    reason: 'A value that could be passed is refused by the compiler.',
  },
  'types-input-required': {
    level: 'major',
    reason: 'An input that was complete lacks a property.',
  },
  'types-answer-removed': {
    level: 'major',
    reason: 'A program that reads the property does not compile any more.',
  },
  'types-answer-widened': {
    level: 'major',
    reason: 'A program that handled all that could come meets a type that it does not handle.',
  },
  'types-tests-broken': {
    level: 'major',
    reason: 'The type tests are programs that users could have written.',
  },
  'types-answer-value': {
    level: 'minor',
    reason: 'The enums of answers are open: every program has to take a value that it does not know.',
  },
  'types-answer-narrowed': {
    level: 'minor',
    reason: 'Answers promise more than before; what handled them still does.',
  },
  'types-added': {
    level: 'minor',
    reason: 'There is something new to use, and all that was there is as it was.',
  },
  'types-raw': {
    level: 'patch',
    reason:
      'The form of the raw types may change in any release; what they say of requests and answers is judged.',
  },
  'types-checks': {
    level: 'patch',
    reason: 'The types are the same; whether the new checks are stricter is for the rules to say.',
  },
  'types-docs': {
    level: 'patch',
    reason: 'Only what editors show differs.',
  },
} as const satisfies Record<string, TypeRule>

export type TypeRuleId = keyof typeof typeRules
