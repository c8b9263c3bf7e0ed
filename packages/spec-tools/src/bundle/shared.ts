import {
  at,
  brief,
  contractOf,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  refuse,
  sameJson,
  textAt,
  walkSchemas,
} from '@apikley/pages/document'
import type { Part } from './answer.ts'
import { joinAnswers, type Joining } from './join.ts'
import { elected, isNoMistake } from './elected.ts'
import { joinResponses } from './responses.ts'
import type { ModelPage } from './model-page.ts'
import { placeOf, type Tell } from './told.ts'

/** The parts of the pages that describe the API and not the model. */
export interface SharedParts {
  readonly contact: Json | undefined
  readonly servers: Json
  readonly security: Json
  readonly securitySchemes: JsonObject
  /** `code` and `msg`. */
  readonly envelope: JsonObject | undefined
  /** What `data` is when a task was created. */
  readonly createdTask: JsonObject | undefined
  readonly requiresData: boolean
  /** What the answer 200 of createTask is said to be. */
  readonly description: Json
  /** Responses of createTask by status, but for 200, and what they refer to. */
  readonly responses: JsonObject
  readonly components: { readonly responses: JsonObject; readonly schemas: JsonObject }
}

/**
 * What several pages say about the same thing, once. The pages that were there first decide by vote what an answer is,
 * and of those who agree the first one's words are kept; all others add what they know more.
 * @param pages In the order in which their words count.
 * @throws SpecError that names two pages that ask for different keys.
 */
export function shareParts(pages: readonly ModelPage[], server: string, tell: Tell): SharedParts {
  const ours = pages.filter(({ origin }) => origin === 'apikley')
  const servers = ours
    .map(({ document }) =>
      listAt(document, 'servers').filter((entry) => textAt(entry, 'url').startsWith(server)),
    )
    .find((named) => named.length > 0)
  const isOurs = ours.length > 0
  const answers = pages.flatMap(({ answer }) => answer ?? [])
  const promised = (part: Part): Part => (isOurs ? part : unpromised(part))
  const envelopes = elected(pages, ({ answer }) => answer?.envelope, schemaOf)
  const data = elected(pages, ({ answer }) => answer?.data, schemaOf)
  const [requiring] = elected(
    pages,
    ({ answer }) => answer,
    (answer) => answer.requiresData,
  )
  const fields = Object.keys(objectAt(envelopes[0]?.schema, 'properties'))
  const how: Joining = { takes: isNoMistake([]), adopt: (property) => property, differs: tell }
  return {
    contact: ours
      .map(({ document }) => at(document, 'info', 'contact'))
      .find((contact) => contact !== undefined),
    // A page without a server, or with an address that is relative to wherever it lies, says nothing about it.
    servers: servers ?? [{ url: server }],
    ...shareSecurity(pages),
    envelope: joinParts(envelopes.map(promised), how),
    createdTask: joinParts(data.map(promised), { ...how, takes: isNoMistake(fields) }),
    requiresData: isOurs && requiring?.requiresData === true,
    description: answers[0]?.description ?? '',
    ...joinResponses(pages, how),
  }
}

const schemaOf = ({ schema }: Part): Json => schema

/** What only the twin says always to come, Apikley has not promised: programs must tolerate its absence. */
function unpromised({ schema, told }: Part): Part {
  const copy = { schema: structuredClone(schema) }
  walkSchemas(copy, (node) => delete node['required'])
  return { ...copy, told }
}

function joinParts([first, ...others]: readonly Part[], how: Joining): JsonObject | undefined {
  return (
    first &&
    objectAt(
      others.reduce<Json>((joined, { schema, told }) => joinAnswers(joined, schema, told, how), first.schema),
    )
  )
}

/** One page may call a scheme otherwise, but not ask for another key: keys are what a request is sent with. */
function shareSecurity(pages: readonly ModelPage[]): Pick<SharedParts, 'security' | 'securitySchemes'> {
  const telling = pages.filter(({ security }) => Array.isArray(security))
  const [first] = telling
  if (!first) return { security: [], securitySchemes: {} }
  const place = '/components/securitySchemes'
  const known = requirementsOf(first)
  refuse(
    telling
      .filter((page) => !sameJson(known, requirementsOf(page)))
      .map(
        (page) =>
          `${placeOf({ ...first.told, place })} and ${placeOf({ ...page.told, place })} disagree on ${place}: ` +
          `${brief(known)} and ${brief(requirementsOf(page))}. Correct the page that is wrong with an overlay.`,
      ),
  )
  const names = [first.security].flat().flatMap((requirement) => Object.keys(objectAt(requirement)))
  const schemes = objectAt(first.document, 'components', 'securitySchemes')
  return {
    security: withoutExtensions(first.security),
    securitySchemes: Object.fromEntries(
      Object.entries(schemes)
        .filter(([name]) => names.includes(name))
        .map(([name, scheme]) => [name, first.origin === 'twin' ? withoutWords(scheme) : scheme]),
    ),
  }
}

/** What a request has to carry, without the names of schemes. */
function requirementsOf({ security, document }: ModelPage): Json {
  return [security ?? []].flat().map((requirement) =>
    Object.entries(objectAt(withoutExtensions(requirement))).map(([name, scopes]) => {
      const { bearerFormat: _, ...scheme } = objectAt(document, 'components', 'securitySchemes', name)
      return { ...objectAt(contractOf(scheme)), ...([scopes].flat().length > 0 && { scopes }) }
    }),
  )
}

function withoutExtensions(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map(withoutExtensions)
  if (!isObject(value)) return value ?? []
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-')))
}

/** The twin's words lead to the twin's keys. */
function withoutWords(scheme: Json): Json {
  const { description: _, ...rest } = objectAt(scheme)
  return rest
}
