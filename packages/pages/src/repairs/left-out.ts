import { isObject, type Json, type JsonObject, objectAt, type Path } from '../document/json.ts'
import { walkParts, walkSchemas } from '../document/walk.ts'
import { answersSoon } from '../patterns/pattern.ts'
import { type Draft, earliest, type Note, refusal, type RepairRule } from '../reading/draft.ts'
import { counted } from '../text/limits.ts'

/** A key of a part that is left out, and the place of the part. */
type Dropped = readonly [part: JsonObject, key: string, path: Path]

/** Takes keys out and tells of them all at once. Returns whether there are any. */
function leaveOut(
  draft: Draft,
  note: Note,
  dropped: readonly Dropped[],
  { one, which }: { readonly one: string; readonly which: string },
): boolean {
  const first = earliest(
    draft,
    dropped.map(([, key, path]) => [...path, key]),
  )
  if (!first) return false
  const kinds = [...new Set(dropped.map(([, key]) => key))].toSorted().join(', ')
  note(first, `${counted(dropped.length, one)} ${which} left out: ${kinds}.`)
  for (const [part, key] of dropped) delete part[key]
  return true
}

/** `x-apidog-orders`, `x-run-in-apidog`, …: notes that the editor of the pages keeps for itself. */
export const editorKeys: RepairRule = {
  name: 'editor-keys',
  changesMeaning: false,
  apply(draft, note) {
    const dropped: Dropped[] = []
    walkParts(draft.document, (part, path) => {
      for (const key of Object.keys(part)) {
        if (/^x-(run-in-)?apidog(-|$)/.test(key)) dropped.push([part, key, path])
      }
    })
    leaveOut(draft, note, dropped, { one: 'key', which: 'of the editor' })
  },
}

/** Keywords that say nothing when they are empty; `required: []` is not even allowed in 3.0. */
const sayNothing = 'required title summary headers tags parameters callbacks webhooks links examples'.split(
  ' ',
)

/** `required: []`, `title: ''`, `headers: {}`: left out. */
export const emptyKeywords: RepairRule = {
  name: 'empty-keywords',
  changesMeaning: false,
  apply(draft, note) {
    const { document } = draft
    const dropped: Dropped[] = []
    walkParts(document, (part, path) => {
      for (const key of sayNothing) if (isEmpty(part[key])) dropped.push([part, key, path])
      // OpenAPI wants the description of an answer, even an empty one.
      if (part['description'] === '' && path.at(-2) !== 'responses') dropped.push([part, 'description', path])
    })
    const components = objectAt(document, 'components')
    for (const [section, entries] of Object.entries(components)) {
      if (isObject(entries) && isEmpty(entries)) dropped.push([components, section, ['components']])
    }
    if (leaveOut(draft, note, dropped, { one: 'keyword', which: 'without content' })) nameDocument(document)
  },
}

/** OpenAPI wants a title: the operation's summary, if the page gives none. */
function nameDocument(document: JsonObject): void {
  const info = objectAt(document, 'info')
  if (info['title'] !== undefined) return
  const operations = Object.values(objectAt(document, 'paths')).flatMap((item) =>
    Object.values(objectAt(item)),
  )
  const summaries = operations.map((operation) => objectAt(operation)['summary'])
  const title = summaries.find((summary) => typeof summary === 'string' && summary !== '') ?? 'API'
  const rest = Object.entries(info)
  for (const [key] of rest) delete info[key]
  Object.assign(info, { title }, Object.fromEntries(rest))
}

function isEmpty(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0
  return value === '' || (isObject(value) && Object.keys(value).length === 0)
}

/** A pattern becomes part of the client and the mock, which run it on what their users were given by others. */
export const slowPattern: RepairRule = {
  name: 'slow-pattern',
  changesMeaning: true,
  apply(draft, note) {
    const isSlow = (pattern: string, place: Path): boolean => {
      refuseNoExpression(draft, pattern, place)
      if (answersSoon(pattern)) return false
      const shown = JSON.stringify(pattern.slice(0, 200))
      note(place, `The pattern ${shown} was left out: there may be texts on which it would take hours.`)
      return true
    }
    walkSchemas(draft.document, (schema, path) => {
      const { pattern } = schema
      if (typeof pattern === 'string' && isSlow(pattern, [...path, 'pattern'])) delete schema['pattern']
      const byPattern = objectAt(schema, 'patternProperties')
      for (const name of Object.keys(byPattern)) {
        if (isSlow(name, [...path, 'patternProperties', name])) delete byPattern[name]
      }
    })
  },
}

function refuseNoExpression(draft: Draft, pattern: string, place: Path): void {
  try {
    // oxlint-disable-next-line no-new
    new RegExp(pattern, 'u')
  } catch {
    const shown = JSON.stringify(pattern.slice(0, 200))
    throw refusal(draft, place, `the pattern ${shown} is no regular expression`)
  }
}
