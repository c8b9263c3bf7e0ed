import type { Detail } from '../finding.ts'
import type { RuleId } from '../table.ts'

/** What a sentence is made of. */
export interface SentenceParts extends Required<Detail> {
  /** What it is about, as a person names it: `` `input.duration` of lantern/flicker-1 ``. */
  readonly of: string
}

const closed = ({ of }: SentenceParts) => `Remove the fields of any name that were documented for ${of}.`
const opened = ({ of }: SentenceParts) => `Add fields of any name to ${of}.`

/** One sentence for users for each row of the table. */
export const sentences: Readonly<Record<RuleId, (parts: SentenceParts) => string>> = {
  'model-added': ({ of }) => `Add ${of}.`,
  'model-removed': ({ of }) => `Remove ${of}.`,
  'operation-added': ({ of }) => `Add the operation ${of}.`,
  'operation-removed': ({ of }) => `Remove the operation ${of}.`,
  'operation-id-changed': ({ of, from, to }) => `Change the operationId of ${of} from ${from} to ${to}.`,

  'request-property-added': ({ of, what }) => `Add ${of}, which is optional (${what}).`,
  'request-property-added-required': ({ of, what }) => `Add ${of}, which is required (${what}).`,
  'request-property-removed': ({ of, inside }) => `Remove ${of}${withThose(inside)}.`,
  'request-property-required': ({ of }) => `Change ${of} from optional to required.`,
  'request-property-optional': ({ of }) => `Change ${of} from required to optional.`,
  'request-type-narrowed': ({ of, from, to }) =>
    `Change what ${of} takes from ${from} to ${to}, which is less.`,
  'request-type-widened': ({ of, from, to }) =>
    `Change what ${of} takes from ${from} to ${to}, which is more.`,
  'request-type-changed': ({ of, from, to }) =>
    `Change what ${of} takes from ${from} to ${to}, which is another type.`,
  'request-null-refused': ({ of }) => `Remove null from what ${of} takes.`,
  'request-null-accepted': ({ of }) => `Add null to what ${of} takes.`,
  'request-enum-value-added': ({ of, what }) => `Add ${what} to the values of ${of}.`,
  'request-enum-value-removed': ({ of, what, to }) =>
    `Remove ${what} from the values of ${of}; ${remaining(to)}.`,
  'request-enum-closed': ({ of, from, to }) =>
    `Change the values of ${of} from ${from} to these only: ${to}.`,
  'request-enum-opened': ({ of, from, to }) => `Change the values of ${of} from the listed ${from} to ${to}.`,
  'request-limit-tightened': ({ of, from, to }) =>
    `Change the limit of ${of} from ${from} to ${to}; what does not keep it is refused.`,
  'request-limit-loosened': ({ of, from, to }) => `Change the limit of ${of} from ${from} to ${to}.`,
  'request-format-changed': ({ of, from, to }) => `Change the format of ${of} from ${from} to ${to}.`,
  'request-default-added': ({ of, to }) => `Add the default ${to} to ${of}, for when it is left out.`,
  'request-default-changed': ({ of, from, to }) => `Change the default of ${of} from ${from} to ${to}.`,
  'request-default-removed': ({ of, from }) => `Remove the default ${from} of ${of}.`,
  'request-extra-fields-closed': closed,
  'request-extra-fields-refused': ({ of }) =>
    `Change ${of}: fields that are not documented are refused, by the client already.`,
  'request-extra-fields-opened': opened,
  'request-alternative-added': ({ of, what }) => `Add a form that ${of} takes: ${what}.`,
  'request-alternative-removed': ({ of, what }) => `Remove a form that ${of} took: ${what}.`,
  'request-media-type-added': ({ of, what }) => `Add the media type ${what} to ${of}.`,
  'request-media-type-removed': ({ of, what }) => `Remove the media type ${what} from ${of}.`,

  'response-property-added': ({ of, what }) => `Add ${of} (${what}).`,
  'response-property-removed': ({ of, inside }) => `Remove ${of}${withThose(inside)}.`,
  'response-property-optional': ({ of }) => `Change ${of}: it may be missing, where it always came.`,
  'response-property-required': ({ of }) => `Change ${of}: it always comes, where it could be missing.`,
  'response-type-narrowed': ({ of, from, to }) => `Change ${of} from ${from} to ${to}, which is less.`,
  'response-type-widened': ({ of, from, to }) =>
    `Change ${of} from ${from} to ${to}, which is more to expect.`,
  'response-type-changed': ({ of, from, to }) => `Change ${of} from ${from} to ${to}, which is another type.`,
  'response-null-added': ({ of }) => `Add null to what comes as ${of}.`,
  'response-null-removed': ({ of }) => `Remove null from what comes as ${of}.`,
  'response-enum-value-added': ({ of, what }) => `Add ${what} to the values that come as ${of}.`,
  'response-enum-value-removed': ({ of, what, to }) =>
    `Remove ${what} from the values that come as ${of}; ${remaining(to)}.`,
  'response-enum-closed': ({ of, from, to }) =>
    `Change what comes as ${of} from ${from} to these only: ${to}.`,
  'response-enum-opened': ({ of, from, to }) =>
    `Change what comes as ${of} from the listed ${from} to ${to}.`,
  'response-limit-tightened': ({ of, from, to }) =>
    `Change the limit that ${of} keeps from ${from} to ${to}.`,
  'response-limit-loosened': ({ of, from, to }) =>
    `Change the limit that ${of} keeps from ${from} to ${to}, so that more may come.`,
  'response-format-changed': ({ of, from, to }) =>
    `Change the format that is told of ${of} from ${from} to ${to}.`,
  'response-default-changed': ({ of, from, to }) =>
    `Change the default that is told of ${of} from ${from} to ${to}.`,
  'response-extra-fields-closed': closed,
  'response-extra-fields-refused': ({ of }) => `Change ${of}: upstream says that no other field comes.`,
  'response-extra-fields-opened': opened,
  'response-alternative-added': ({ of, what }) => `Add a form in which ${of} may come: ${what}.`,
  'response-alternative-removed': ({ of, what }) => `Remove a form in which ${of} could come: ${what}.`,
  'response-media-type-added': ({ of, what }) => `Add the media type ${what} to ${of}.`,
  'response-media-type-removed': ({ of, what }) => `Remove the media type ${what} from ${of}.`,
  'status-added': ({ of }) => `Add ${of}.`,
  'success-status-removed': ({ of }) => `Remove ${of}.`,
  'error-status-removed': ({ of }) => `Remove ${of}.`,
  'envelope-code-added': ({ of, what }) => `Add the code ${what} to ${of}.`,
  'envelope-code-removed': ({ of, what }) => `Remove the code ${what} from ${of}.`,
  'callback-added': ({ of, what }) => `Add ${of}, which is sent to ${what}.`,
  'callback-removed': ({ of, what }) => `Remove ${of}, which was sent to ${what}.`,
  'callback-moved': ({ of, from, to }) => `Change where ${of} is sent from ${from} to ${to}.`,

  'security-changed': ({ of, from, to }) => `Change the way to sign in for ${of} from ${from} to ${to}.`,
  'security-widened': ({ of, from, to }) => `Add to the ways to sign in for ${of}: from ${from} to ${to}.`,
  'server-changed': ({ of, from, to }) => `Change the server of ${of} from ${from} to ${to}.`,
  'server-added': ({ of, what }) => `Add the server ${what} to ${of}.`,
  'server-removed': ({ of, what }) => `Remove the server ${what} from ${of}.`,
  'discriminator-changed': ({ of }) => `Change how the forms of ${of} are told apart.`,
  deprecated: ({ of }) => `Change ${of} to deprecated; it works for now.`,
  'deprecation-withdrawn': ({ of }) => `Change ${of} back from deprecated.`,
  'enum-reordered': ({ of }) => `Change the order in which the values of ${of} are listed, and nothing else.`,
  'docs-changed': ({ of }) => `Change the docs of ${of}.`,
  'examples-changed': ({ of }) => `Change the examples of ${of}.`,
  'unjudged-change': ({ of, what, from, to }) =>
    `Change ${what} of ${of} from ${from} to ${to}; no rule knows what that means: look at it.`,

  'money-default': ({ of, from, to }) =>
    `Change what a task costs that leaves out ${of}: the default goes from ${from} to ${to}.`,
  'money-values': ({ of, from, to }) =>
    `Change what a task can cost by ${of}, which sets the price: from ${from} to ${to}.`,
  'money-field-added': ({ of }) => `Add ${of} to what sets the price of a task.`,
  'money-field-removed': ({ of }) =>
    `Remove ${of} from what sets the price of a task: it cannot be chosen any more.`,
  'money-operation-added': ({ of }) => `Add ${of} to what creates tasks, which are billed.`,
  'money-state-added': ({ of, what }) =>
    `Add ${what} to where a task may stand or end by ${of}; look whether such a task is over, and is paid.`,
  'money-state-removed': ({ of, what }) =>
    `Remove ${what} from where a task may stand or end by ${of}; look how such a task ends now, and whether it is paid.`,
}

function remaining(values: string): string {
  return values === '' ? 'none remains' : `what remains is ${values}`
}

/** A removed field takes its own fields with it, and programs may use any of them. */
function withThose(fields: readonly string[]): string {
  return fields.length === 0 ? '' : `, and with it ${fields.map((field) => `\`${field}\``).join(', ')}`
}
