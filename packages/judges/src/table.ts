import type { Bump, Direction, Marks } from './change.ts'

/** One kind of difference, and what a release has to make of it. */
export interface Rule<Mark extends string = never> {
  /** `request-property-removed` */
  readonly id: string
  readonly level: Bump
  /** Which way the changed thing travels; `both` where the rule is the same for either way. */
  readonly direction: Direction
  readonly marks?: Marks<Mark>
  /** What happened. */
  readonly means: string
  /** Why it is this level and no other. */
  readonly why: string
  /** The sentence for users, in which `{of}`, `{from}`, `{to}`, `{what}` and `{inside}` stand for what was found. */
  readonly says: string
}

/** Rules of one level. By id: what happened, why it is this level and no other, and what users are told. */
export interface RuleGroup<Mark extends string = never> extends Omit<
  Rule<Mark>,
  'id' | 'means' | 'why' | 'says'
> {
  readonly rules: Readonly<Record<string, readonly [means: string, why: string, says: string]>>
}

/** The rows of groups, in their order. */
export function rowsOf<Mark extends string = never>(
  groups: readonly RuleGroup<Mark>[],
): readonly Rule<Mark>[] {
  return groups.flatMap(({ rules: rows, ...group }) =>
    Object.entries(rows).map(([id, [means, why, says]]) => ({ ...group, id, means, why, says })),
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
      'model-removed': [
        'a model is withdrawn; one that is renamed shows as removed and added',
        'programs that name it stop working',
        'Remove {of}.',
      ],
      'request-property-added-required': [
        'a required field, parameter or body is new',
        'what was complete is refused',
        'Add {of}, which is required ({what}).',
      ],
      'request-property-removed': [
        'a field, parameter or body is gone',
        'programs that set it stop compiling, whether the API still tolerates it or not',
        'Remove {of}{inside}.',
      ],
      'request-property-required': [
        'what was optional is required',
        'what was complete is refused',
        'Change {of} from optional to required.',
      ],
      'request-type-narrowed': [
        'fewer types are accepted',
        'what was sent may be refused',
        'Change what {of} takes from {from} to {to}, which is less.',
      ],
      'request-type-changed': [
        'other types are accepted',
        'what was sent is refused',
        'Change what {of} takes from {from} to {to}, which is another type.',
      ],
      'request-null-refused': [
        'null is not accepted any more',
        'programs that send it stop compiling',
        'Remove null from what {of} takes.',
      ],
      'request-enum-value-removed': [
        'a list of accepted values has lost some',
        'programs that send them stop compiling, and would be refused',
        'Remove {what} from the values of {of}; {to}.',
      ],
      'request-enum-closed': [
        'only listed values are accepted, where any was',
        'programs that send others stop compiling, and would be refused',
        'Change the values of {of} from {from} to these only: {to}.',
      ],
      'request-limit-tightened': [
        'a limit is new, lower or otherwise stricter; a pattern or a schema that is another one counts as stricter',
        'types stay, and programs whose values no longer pass stop working',
        'Change the limit of {of} from {from} to {to}; what does not keep it is refused.',
      ],
      'request-extra-fields-closed': [
        'fields of any name were documented (additionalProperties), and are not any more',
        'programs that send them stop compiling',
        'Remove the fields of any name that were documented for {of}.',
      ],
      'request-alternative-removed': [
        'anyOf or oneOf has one form less',
        'programs that send it stop compiling',
        'Remove a form that {of} took: {what}.',
      ],
      'request-media-type-removed': [
        'a body is no longer accepted in a media type',
        'programs that send it are refused',
        'Remove the media type {what} from {of}.',
      ],
      'security-changed': [
        'a way to sign in is gone, or is another one',
        'requests that were let in are turned away',
        'Change the way to sign in for {of} from {from} to {to}.',
      ],
      'server-changed': [
        'the first server, which clients use by default, is another one',
        'keys go to another host',
        'Change the server of {of} from {from} to {to}.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    rules: {
      'model-added': ['a model can be asked for', 'nothing that stood before changes', 'Add {of}.'],
      'request-property-added': [
        'an optional field, parameter or body is new',
        'it can be left out',
        'Add {of}, which is optional ({what}).',
      ],
      'request-property-optional': [
        'what was required is optional',
        'what was sent is still accepted',
        'Change {of} from required to optional.',
      ],
      'request-type-widened': [
        'more types are accepted',
        'what was sent is still accepted',
        'Change what {of} takes from {from} to {to}, which is more.',
      ],
      'request-null-accepted': [
        'null is accepted',
        'what was sent is still accepted',
        'Add null to what {of} takes.',
      ],
      'request-enum-value-added': [
        'a list of accepted values has grown',
        'what was sent is still accepted',
        'Add {what} to the values of {of}.',
      ],
      'request-enum-opened': [
        'any value is accepted, where only listed ones were',
        'what was sent is still accepted',
        'Change the values of {of} from the listed {from} to {to}.',
      ],
      'request-format-changed': [
        'a format is told, is another one or is not told any more',
        'the client does not enforce formats; the API may',
        'Change the format of {of} from {from} to {to}.',
      ],
      'request-limit-loosened': [
        'a limit is gone, higher or otherwise less strict',
        'users can do what they could not, which is more than a repair',
        'Change the limit of {of} from {from} to {to}.',
      ],
      'request-extra-fields-opened': [
        'fields of any name are accepted, or are no longer refused',
        'what was sent is still accepted',
        'Add fields of any name to {of}.',
      ],
      'request-alternative-added': [
        'anyOf or oneOf has one form more',
        'what was sent is still accepted',
        'Add a form that {of} takes: {what}.',
      ],
      'request-media-type-added': [
        'a body is accepted in one media type more',
        'what was sent is still accepted',
        'Add the media type {what} to {of}.',
      ],
      'security-widened': [
        'there is one more way to sign in, or none is needed',
        'requests that were let in still are',
        'Add to the ways to sign in for {of}: from {from} to {to}.',
      ],
      'server-added': ['there is one more server', 'the first one stays', 'Add the server {what} to {of}.'],
      'server-removed': [
        'a server is not named any more, and the first one stays',
        'the first one stays; whoever chose another one has to look',
        'Remove the server {what} from {of}.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    marks: { behaviour: true },
    rules: {
      'request-default-added': [
        'what is left out has a stated value',
        'what is sent stays the same, and the result may not',
        'Add the default {to} to {of}, for when it is left out.',
      ],
      'request-default-changed': [
        'what is left out has another value',
        'what is sent stays the same, and the result does not',
        'Change the default of {of} from {from} to {to}.',
      ],
      'request-default-removed': [
        'what is left out has no stated value any more',
        'what is sent stays the same, and the result may not',
        'Remove the default {from} of {of}.',
      ],
      'request-extra-fields-refused': [
        'fields that nobody documented were let pass, and are refused (additionalProperties: false)',
        'no type promised them; the client now refuses earlier',
        'Change {of}: fields that are not documented are refused, by the client already.',
      ],
    },
  },
  {
    level: 'major',
    direction: 'receive',
    rules: {
      'response-property-removed': [
        'a field, header or body of an answer or callback is gone',
        'programs that read it stop compiling',
        'Remove {of}{inside}.',
      ],
      'response-property-optional': [
        'what always came may be missing',
        'programs that read it unasked stop compiling',
        'Change {of}: it may be missing, where it always came.',
      ],
      'response-type-widened': [
        'more types may come',
        'programs handle only those that were told',
        'Change {of} from {from} to {to}, which is more to expect.',
      ],
      'response-type-changed': [
        'other types come',
        'programs handle only those that were told',
        'Change {of} from {from} to {to}, which is another type.',
      ],
      'response-null-added': [
        'null may come',
        'programs that read on unasked stop compiling',
        'Add null to what comes as {of}.',
      ],
      'response-extra-fields-closed': [
        'fields of any name were documented (additionalProperties), and are not any more',
        'programs that read them stop compiling',
        'Remove the fields of any name that were documented for {of}.',
      ],
      'response-alternative-added': [
        'anyOf or oneOf has one form more',
        'programs handle only the forms that were told',
        'Add a form in which {of} may come: {what}.',
      ],
      'response-media-type-removed': [
        'an answer no longer comes in a media type',
        'programs that read it get something else',
        'Remove the media type {what} from {of}.',
      ],
      'success-status-removed': [
        'a 2xx answer is not told any more',
        'what programs wait for does not come',
        'Remove {of}.',
      ],
      'callback-removed': [
        'a callback is not told any more',
        'programs that wait for it wait for nothing',
        'Remove {of}, which was sent to {what}.',
      ],
      'callback-moved': [
        'a callback is sent to an address that is taken from elsewhere',
        'programs that wait for it wait for nothing',
        'Change where {of} is sent from {from} to {to}.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'receive',
    rules: {
      'response-property-added': [
        'a field, header or body of an answer or callback is new',
        'unknown fields are tolerated everywhere',
        'Add {of} ({what}).',
      ],
      'response-property-required': [
        'what could be missing always comes',
        'programs that ask first go on working',
        'Change {of}: it always comes, where it could be missing.',
      ],
      'response-type-narrowed': [
        'fewer types may come',
        'programs that handle more go on working',
        'Change {of} from {from} to {to}, which is less.',
      ],
      'response-null-removed': [
        'null comes no more',
        'programs that ask first go on working',
        'Remove null from what comes as {of}.',
      ],
      'response-enum-value-added': [
        'a value may come that was not listed',
        'the client treats unknown states and codes as open',
        'Add {what} to the values that come as {of}.',
      ],
      'response-enum-value-removed': [
        'a listed value comes no more',
        'programs that handle it go on working, but hold code that never runs: more than a repair',
        'Remove {what} from the values that come as {of}; {to}.',
      ],
      'response-enum-closed': [
        'only listed values come, where any could',
        'programs that handle any go on working',
        'Change what comes as {of} from {from} to these only: {to}.',
      ],
      'response-enum-opened': [
        'any value may come, where only listed ones could',
        'the client treats unknown states and codes as open',
        'Change what comes as {of} from the listed {from} to {to}.',
      ],
      'response-limit-loosened': [
        'a limit on what comes is gone or less strict',
        'no type changes, but a program may have made room for no more',
        'Change the limit that {of} keeps from {from} to {to}, so that more may come.',
      ],
      'response-extra-fields-opened': [
        'fields of any name may come',
        'unknown fields are tolerated everywhere',
        'Add fields of any name to {of}.',
      ],
      'response-alternative-removed': [
        'anyOf or oneOf has one form less',
        'programs that handle it go on working',
        'Remove a form in which {of} could come: {what}.',
      ],
      'response-media-type-added': [
        'an answer may come in one media type more',
        'the client asks for JSON and goes on getting it',
        'Add the media type {what} to {of}.',
      ],
      'status-added': [
        'an HTTP status is told that was not',
        'the client treats unknown statuses as open',
        'Add {of}.',
      ],
      'error-status-removed': [
        'any other HTTP status is not told any more',
        'programs that handle it go on working',
        'Remove {of}.',
      ],
      'callback-added': [
        'a callback is told that was not',
        'it comes only to those who ask for it; what an existing one holds is judged like an answer',
        'Add {of}, which is sent to {what}.',
      ],
    },
  },
  {
    level: 'patch',
    direction: 'receive',
    rules: {
      'response-format-changed': [
        'a format is told, is another one or is not told any more',
        'it explains what comes, and nobody checks it',
        'Change the format that is told of {of} from {from} to {to}.',
      ],
      'response-limit-tightened': [
        'a limit on what comes is new or stricter',
        'answers are not checked against limits, and what comes was allowed before',
        'Change the limit that {of} keeps from {from} to {to}.',
      ],
      'response-default-changed': [
        'a default in an answer is added, changed or removed',
        'nobody fills in what an answer leaves out: it explains and decides nothing',
        'Change the default that is told of {of} from {from} to {to}.',
      ],
      'response-extra-fields-refused': [
        'upstream says that no undocumented field comes (additionalProperties: false)',
        'no type promised them, and the client goes on tolerating them',
        'Change {of}: upstream says that no other field comes.',
      ],
    },
  },
  {
    level: 'major',
    direction: 'both',
    rules: {
      'operation-removed': [
        'an operation is gone',
        'programs that call it stop working',
        'Remove the operation {of}.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'both',
    rules: {
      'operation-added': [
        'an operation, or a method of a path, is new',
        'nothing that stood before changes',
        'Add the operation {of}.',
      ],
      deprecated: [
        'something is marked deprecated',
        'it works, and users should hear of it in time',
        'Change {of} to deprecated; it works for now.',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'both',
    marks: { behaviour: true },
    rules: {
      'discriminator-changed': [
        'the field that tells forms apart is another one, or its table is',
        'the forms themselves are judged one by one; only who reads the table notices',
        'Change how the forms of {of} are told apart.',
      ],
      'unjudged-change': [
        'a keyword changed that no rule knows',
        'never lost: types would show to the type judge, so what is left is at worst a tightened limit; a person has to look',
        'Change {what} of {of} from {from} to {to}; no rule knows what that means: look at it.',
      ],
    },
  },
  {
    level: 'patch',
    direction: 'both',
    rules: {
      'operation-id-changed': [
        'the operationId is another one',
        'nothing of it is sent, and names that we export are the type judge’s to watch',
        'Change the operationId of {of} from {from} to {to}.',
      ],
      'deprecation-withdrawn': [
        'something is not deprecated any more',
        'it worked before, and nobody has to do anything',
        'Change {of} back from deprecated.',
      ],
      'enum-reordered': [
        'the same values are listed in another order',
        'order means nothing',
        'Change the order in which the values of {of} are listed, and nothing else.',
      ],
      'docs-changed': [
        'titles, summaries, descriptions, tags or evidence are worded otherwise',
        'readers see it, programs do not',
        'Change the docs of {of}.',
      ],
      'examples-changed': [
        'examples are others',
        'readers see it, programs do not',
        'Change the examples of {of}.',
      ],
    },
  },
])
