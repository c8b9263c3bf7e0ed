import type { Bump, Direction } from '../change.ts'

interface Group {
  readonly level: Bump
  /** Which way the changed thing travels; `both` where the rule is the same for either way. */
  readonly direction: Direction
  /** Set when the same program behaves otherwise with the same types. */
  readonly behaviour?: true
  /** Set when it can change what a user pays: such a rule speaks beside the ordinary one, in a line of its own. */
  readonly money?: true
  /** By id: what happened, and why it is this level and no other. */
  readonly rules: Readonly<Record<string, readonly [means: string, why: string]>>
}

/**
 * The table of rules. Three principles decide where nothing else does. What was accepted and is not any more is major
 * where users wrote it into their program (a field, a value, a type), and minor with `behaviour` where it is a limit on
 * a value of theirs. What may newly arrive is minor where the client treats it as open (fields, states, codes,
 * statuses), and major where a program would have to be written otherwise (another type, null, a field that may lack).
 * Patch is what no program can notice.
 */
const groups = [
  {
    level: 'major',
    direction: 'send',
    rules: {
      'model-removed': [
        'a model is withdrawn; one that is renamed shows as removed and added',
        'programs that name it stop working',
      ],
      'request-property-added-required': [
        'a required field, parameter or body is new',
        'what was complete is refused',
      ],
      'request-property-removed': [
        'a field, parameter or body is gone',
        'programs that set it stop compiling, whether the API still tolerates it or not',
      ],
      'request-property-required': ['what was optional is required', 'what was complete is refused'],
      'request-type-narrowed': ['fewer types are accepted', 'what was sent may be refused'],
      'request-type-changed': ['other types are accepted', 'what was sent is refused'],
      'request-null-refused': ['null is not accepted any more', 'programs that send it stop compiling'],
      'request-enum-value-removed': [
        'a list of accepted values has lost some',
        'programs that send them stop compiling, and would be refused',
      ],
      'request-enum-closed': [
        'only listed values are accepted, where any was',
        'programs that send others stop compiling, and would be refused',
      ],
      'request-limit-tightened': [
        'a limit is new, lower or otherwise stricter; a pattern or a schema that is another one counts as stricter',
        'types stay, and programs whose values no longer pass stop working',
      ],
      'request-extra-fields-closed': [
        'fields of any name were documented (additionalProperties), and are not any more',
        'programs that send them stop compiling',
      ],
      'request-alternative-removed': [
        'anyOf or oneOf has one form less',
        'programs that send it stop compiling',
      ],
      'request-media-type-removed': [
        'a body is no longer accepted in a media type',
        'programs that send it are refused',
      ],
      'security-changed': [
        'a way to sign in is gone, or is another one',
        'requests that were let in are turned away',
      ],
      'server-changed': [
        'the first server, which clients use by default, is another one',
        'keys and money go to another host',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    rules: {
      'model-added': ['a model can be asked for', 'nothing that stood before changes'],
      'request-property-added': ['an optional field, parameter or body is new', 'it can be left out'],
      'request-property-optional': ['what was required is optional', 'what was sent is still accepted'],
      'request-type-widened': ['more types are accepted', 'what was sent is still accepted'],
      'request-null-accepted': ['null is accepted', 'what was sent is still accepted'],
      'request-enum-value-added': ['a list of accepted values has grown', 'what was sent is still accepted'],
      'request-enum-opened': [
        'any value is accepted, where only listed ones were',
        'what was sent is still accepted',
      ],
      'request-format-changed': [
        'a format is told, is another one or is not told any more',
        'the client does not enforce formats; the API may',
      ],
      'request-limit-loosened': [
        'a limit is gone, higher or otherwise less strict',
        'users can do what they could not, which is more than a repair',
      ],
      'request-extra-fields-opened': [
        'fields of any name are accepted, or are no longer refused',
        'what was sent is still accepted',
      ],
      'request-alternative-added': ['anyOf or oneOf has one form more', 'what was sent is still accepted'],
      'request-media-type-added': [
        'a body is accepted in one media type more',
        'what was sent is still accepted',
      ],
      'security-widened': [
        'there is one more way to sign in, or none is needed',
        'requests that were let in still are',
      ],
      'server-added': ['there is one more server', 'the first one stays'],
      'server-removed': [
        'a server is not named any more, and the first one stays',
        'the first one stays; whoever chose another one has to look',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    behaviour: true,
    rules: {
      'request-default-added': [
        'what is left out has a stated value',
        'what is sent stays the same, and the result may not',
      ],
      'request-default-changed': [
        'what is left out has another value',
        'what is sent stays the same, and the result does not',
      ],
      'request-default-removed': [
        'what is left out has no stated value any more',
        'what is sent stays the same, and the result may not',
      ],
      'request-extra-fields-refused': [
        'fields that nobody documented were let pass, and are refused (additionalProperties: false)',
        'no type promised them; the client now refuses earlier',
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
      ],
      'response-property-optional': [
        'what always came may be missing',
        'programs that read it unasked stop compiling',
      ],
      'response-type-widened': ['more types may come', 'programs handle only those that were told'],
      'response-type-changed': ['other types come', 'programs handle only those that were told'],
      'response-null-added': ['null may come', 'programs that read on unasked stop compiling'],
      'response-extra-fields-closed': [
        'fields of any name were documented (additionalProperties), and are not any more',
        'programs that read them stop compiling',
      ],
      'response-alternative-added': [
        'anyOf or oneOf has one form more',
        'programs handle only the forms that were told',
      ],
      'response-media-type-removed': [
        'an answer no longer comes in a media type',
        'programs that read it get something else',
      ],
      'success-status-removed': ['a 2xx answer is not told any more', 'what programs wait for does not come'],
      'callback-removed': ['a callback is not told any more', 'programs that wait for it wait for nothing'],
      'callback-moved': [
        'a callback is sent to an address that is taken from elsewhere',
        'programs that wait for it wait for nothing',
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
      ],
      'response-property-required': [
        'what could be missing always comes',
        'programs that ask first go on working',
      ],
      'response-type-narrowed': ['fewer types may come', 'programs that handle more go on working'],
      'response-null-removed': ['null comes no more', 'programs that ask first go on working'],
      'response-enum-value-added': [
        'a value may come that was not listed',
        'the client treats unknown states and codes as open',
      ],
      'response-enum-value-removed': [
        'a listed value comes no more',
        'programs that handle it go on working, but hold code that never runs: more than a repair',
      ],
      'response-enum-closed': [
        'only listed values come, where any could',
        'programs that handle any go on working',
      ],
      'response-enum-opened': [
        'any value may come, where only listed ones could',
        'the client treats unknown states and codes as open',
      ],
      'response-limit-loosened': [
        'a limit on what comes is gone or less strict',
        'no type changes, but a program may have made room for no more',
      ],
      'response-extra-fields-opened': [
        'fields of any name may come',
        'unknown fields are tolerated everywhere',
      ],
      'response-alternative-removed': [
        'anyOf or oneOf has one form less',
        'programs that handle it go on working',
      ],
      'response-media-type-added': [
        'an answer may come in one media type more',
        'the client asks for JSON and goes on getting it',
      ],
      'status-added': ['an HTTP status is told that was not', 'the client treats unknown statuses as open'],
      'error-status-removed': [
        'any other HTTP status is not told any more',
        'programs that handle it go on working',
      ],
      'envelope-code-added': [
        'the envelope’s code has a value that was not listed',
        'the client treats unknown codes as errors that are kept as they came',
      ],
      'envelope-code-removed': [
        'the envelope’s code loses a listed value',
        'programs that handle it go on working; the client still knows it if it comes',
      ],
      'callback-added': [
        'a callback is told that was not',
        'it comes only to those who ask for it; what an existing one holds is judged like an answer',
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
      ],
      'response-limit-tightened': [
        'a limit on what comes is new or stricter',
        'answers are not checked against limits, and what comes was allowed before',
      ],
      'response-default-changed': [
        'a default in an answer is added, changed or removed',
        'nobody fills in what an answer leaves out: it explains and decides nothing',
      ],
      'response-extra-fields-refused': [
        'upstream says that no undocumented field comes (additionalProperties: false)',
        'no type promised them, and the client goes on tolerating them',
      ],
    },
  },
  {
    level: 'major',
    direction: 'both',
    rules: {
      'operation-removed': ['an operation is gone', 'programs that call it stop working'],
    },
  },
  {
    level: 'minor',
    direction: 'both',
    rules: {
      'operation-added': ['an operation, or a method of a path, is new', 'nothing that stood before changes'],
      deprecated: ['something is marked deprecated', 'it works, and users should hear of it in time'],
    },
  },
  {
    level: 'minor',
    direction: 'both',
    behaviour: true,
    rules: {
      'discriminator-changed': [
        'the field that tells forms apart is another one, or its table is',
        'the forms themselves are judged one by one; only who reads the table notices',
      ],
      'unjudged-change': [
        'a keyword changed that no rule knows',
        'never lost: types would show to the type judge, so what is left is at worst a tightened limit; a person has to look',
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
      ],
      'deprecation-withdrawn': [
        'something is not deprecated any more',
        'it worked before, and nobody has to do anything',
      ],
      'enum-reordered': ['the same values are listed in another order', 'order means nothing'],
      'docs-changed': [
        'titles, summaries, descriptions, tags or evidence are worded otherwise',
        'readers see it, programs do not',
      ],
      'examples-changed': ['examples are others', 'readers see it, programs do not'],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    money: true,
    rules: {
      'money-values': [
        'a field that sets the price accepts other values',
        'what a task may cost at least or at most is another sum; the ordinary rule tells what breaks',
      ],
      'money-operation-added': [
        'a new operation creates tasks, which are billed',
        'nobody pays unless they call it; they should know before',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'send',
    behaviour: true,
    money: true,
    rules: {
      'money-default': [
        'the default of a field that sets the price is added, changed or removed',
        'the same program may pay otherwise; its types and its requests stay',
      ],
      'money-field-added': [
        'a field that sets the price is new',
        'what is left out has a price, and upstream may have chosen it',
      ],
      'money-field-removed': [
        'a field that sets the price is gone',
        'users cannot choose any more what they pay for; the ordinary rule tells that it breaks',
      ],
    },
  },
  {
    level: 'minor',
    direction: 'receive',
    behaviour: true,
    money: true,
    rules: {
      'money-state-added': [
        'a task may be in a state that was not listed, and may end in it',
        'the client keeps waiting in states that it does not know: it loses nothing, and does not end by itself',
      ],
      'money-state-removed': [
        'a state of tasks is not listed any more',
        'if tasks ended in it, they end otherwise now; the client still knows it if it comes',
      ],
    },
  },
] as const satisfies readonly Group[]

type KeysOf<T> = T extends unknown ? keyof T : never
export type RuleId = KeysOf<(typeof groups)[number]['rules']>

/** One kind of difference, and what a release has to make of it. */
export interface Rule extends Omit<Group, 'rules'> {
  readonly id: string
  /** What happened. */
  readonly means: string
  /** Why it is this level and no other. */
  readonly why: string
}

/** All rows, in the table's order. */
export const rules: readonly Rule[] = groups.flatMap(({ rules: rows, ...group }: Group) =>
  Object.entries(rows).map(([id, [means, why]]) => ({ id, ...group, means, why })),
)

const byId = new Map(rules.map((rule) => [rule.id, rule]))

/** @throws Error when no row has that id. */
export function ruleOf(id: string): Rule {
  const rule = byId.get(id)
  if (!rule) throw new Error(`The table has no rule ${id}.`)
  return rule
}
