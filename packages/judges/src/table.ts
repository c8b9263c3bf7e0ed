import type { Bump, Direction, Marks } from './change.ts'

/** One kind of difference, and what a release has to make of it. */
export interface Rule<Mark extends string = never> {
  /** `request-property-removed` */
  readonly id: string
  readonly level: Bump
  /** Which way the changed thing travels; `both` where the rule is the same for either way. */
  readonly direction: Direction
  readonly marks?: Marks<Mark>
  /** The sentence for users, in which `{of}`, `{from}`, `{to}`, `{what}` and `{inside}` stand for what was found. */
  readonly says: string
}

/** Rules of one level: what users are told, by id. */
export interface RuleGroup<Mark extends string = never> extends Omit<Rule<Mark>, 'id' | 'says'> {
  readonly rules: Readonly<Record<string, string>>
}

/** The rows of groups, in their order. */
export function rowsOf<Mark extends string = never>(
  groups: readonly RuleGroup<Mark>[],
): readonly Rule<Mark>[] {
  return groups.flatMap(({ rules: rows, ...group }) =>
    Object.entries(rows).map(([id, says]) => ({ ...group, id, says })),
  )
}

/**
 * The table of rules. Three principles decide where nothing else does. What was accepted and is not any more is major
 * where users wrote it into their program (a field, a value, a type), and minor with `behaviour` where it is a limit on
 * a value of theirs. What may newly arrive is minor where a program has to treat it as open (fields, states, codes,
 * statuses), and major where a program would have to be written otherwise (another type, null, a field that may lack).
 * Patch is what no program can notice.
 */
export const rules: readonly Rule[] = rowsOf([
  {
    level: 'major',
    direction: 'send',
    rules: {
      'model-removed': 'Remove {of}.',
      'request-property-added-required': 'Add {of}, which is required ({what}).',
      'request-property-removed': 'Remove {of}{inside}.',
      'request-property-required': 'Change {of} from optional to required.',
      'request-type-narrowed': 'Change what {of} takes from {from} to {to}, which is less.',
      'request-type-changed': 'Change what {of} takes from {from} to {to}, which is another type.',
      'request-null-refused': 'Remove null from what {of} takes.',
      'request-enum-value-removed': 'Remove {what} from the values of {of}; {to}.',
      'request-enum-closed': 'Change the values of {of} from {from} to these only: {to}.',
      'request-limit-tightened':
        'Change the limit of {of} from {from} to {to}; what does not keep it is refused.',
      'request-extra-fields-closed': 'Remove the fields of any name that were documented for {of}.',
      'request-alternative-removed': 'Remove a form that {of} took: {what}.',
      'request-media-type-removed': 'Remove the media type {what} from {of}.',
      'security-changed': 'Change the way to sign in for {of} from {from} to {to}.',
      'server-changed': 'Change the server of {of} from {from} to {to}.',
    },
  },
  {
    level: 'minor',
    direction: 'send',
    rules: {
      'model-added': 'Add {of}.',
      'request-property-added': 'Add {of}, which is optional ({what}).',
      'request-property-optional': 'Change {of} from required to optional.',
      'request-type-widened': 'Change what {of} takes from {from} to {to}, which is more.',
      'request-null-accepted': 'Add null to what {of} takes.',
      'request-enum-value-added': 'Add {what} to the values of {of}.',
      'request-enum-opened': 'Change the values of {of} from the listed {from} to {to}.',
      'request-format-changed': 'Change the format of {of} from {from} to {to}.',
      'request-limit-loosened': 'Change the limit of {of} from {from} to {to}.',
      'request-extra-fields-opened': 'Add fields of any name to {of}.',
      'request-alternative-added': 'Add a form that {of} takes: {what}.',
      'request-media-type-added': 'Add the media type {what} to {of}.',
      'security-widened': 'Add to the ways to sign in for {of}: from {from} to {to}.',
      'server-added': 'Add the server {what} to {of}.',
      'server-removed': 'Remove the server {what} from {of}.',
    },
  },
  {
    level: 'minor',
    direction: 'send',
    marks: { behaviour: true },
    rules: {
      'request-default-added': 'Add the default {to} to {of}, for when it is left out.',
      'request-default-changed': 'Change the default of {of} from {from} to {to}.',
      'request-default-removed': 'Remove the default {from} of {of}.',
      'request-extra-fields-refused':
        'Change {of}: fields that are not documented are refused, by the client already.',
    },
  },
  {
    level: 'major',
    direction: 'receive',
    rules: {
      'response-property-removed': 'Remove {of}{inside}.',
      'response-property-optional': 'Change {of}: it may be missing, where it always came.',
      'response-type-widened': 'Change {of} from {from} to {to}, which is more to expect.',
      'response-type-changed': 'Change {of} from {from} to {to}, which is another type.',
      'response-null-added': 'Add null to what comes as {of}.',
      'response-extra-fields-closed': 'Remove the fields of any name that were documented for {of}.',
      'response-alternative-added': 'Add a form in which {of} may come: {what}.',
      'response-media-type-removed': 'Remove the media type {what} from {of}.',
      'success-status-removed': 'Remove {of}.',
      'callback-removed': 'Remove {of}, which was sent to {what}.',
      'callback-moved': 'Change where {of} is sent from {from} to {to}.',
    },
  },
  {
    level: 'minor',
    direction: 'receive',
    rules: {
      'response-property-added': 'Add {of} ({what}).',
      'response-property-required': 'Change {of}: it always comes, where it could be missing.',
      'response-type-narrowed': 'Change {of} from {from} to {to}, which is less.',
      'response-null-removed': 'Remove null from what comes as {of}.',
      'response-enum-value-added': 'Add {what} to the values that come as {of}.',
      'response-enum-value-removed': 'Remove {what} from the values that come as {of}; {to}.',
      'response-enum-closed': 'Change what comes as {of} from {from} to these only: {to}.',
      'response-enum-opened': 'Change what comes as {of} from the listed {from} to {to}.',
      'response-limit-loosened':
        'Change the limit that {of} keeps from {from} to {to}, so that more may come.',
      'response-extra-fields-opened': 'Add fields of any name to {of}.',
      'response-alternative-removed': 'Remove a form in which {of} could come: {what}.',
      'response-media-type-added': 'Add the media type {what} to {of}.',
      'status-added': 'Add {of}.',
      'error-status-removed': 'Remove {of}.',
      'callback-added': 'Add {of}, which is sent to {what}.',
    },
  },
  {
    level: 'patch',
    direction: 'receive',
    rules: {
      'response-format-changed': 'Change the format that is told of {of} from {from} to {to}.',
      'response-limit-tightened': 'Change the limit that {of} keeps from {from} to {to}.',
      'response-default-changed': 'Change the default that is told of {of} from {from} to {to}.',
      'response-extra-fields-refused': 'Change {of}: upstream says that no other field comes.',
    },
  },
  {
    level: 'major',
    direction: 'both',
    rules: {
      'operation-removed': 'Remove the operation {of}.',
    },
  },
  {
    level: 'minor',
    direction: 'both',
    rules: {
      'operation-added': 'Add the operation {of}.',
      deprecated: 'Change {of} to deprecated; it works for now.',
    },
  },
  {
    level: 'minor',
    direction: 'both',
    marks: { behaviour: true },
    rules: {
      'discriminator-changed': 'Change how the forms of {of} are told apart.',
      'unjudged-change':
        'Change {what} of {of} from {from} to {to}; no rule knows what that means: look at it.',
    },
  },
  {
    level: 'patch',
    direction: 'both',
    rules: {
      'operation-id-changed': 'Change the operationId of {of} from {from} to {to}.',
      'deprecation-withdrawn': 'Change {of} back from deprecated.',
      'enum-reordered': 'Change the order in which the values of {of} are listed, and nothing else.',
      'docs-changed': 'Change the docs of {of}.',
      'examples-changed': 'Change the examples of {of}.',
    },
  },
])
