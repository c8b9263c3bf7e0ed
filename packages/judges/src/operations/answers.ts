import { at, objectAt } from '@apikley/pages/document'
import { entries, entry, type Located, placeOf, under } from '../document/located.ts'
import { findingAt, type Finding, type Part, type Reported, report } from '../finding.ts'
import { compareMembers, type Members } from '../schemas/members.ts'
import { type CompareSchemas, directionOf, type Way } from '../schemas/pair.ts'
import { compareContent, examplesOf, mediaTypes, sameExamples } from './content.ts'
import { compareDocs, compareRest } from './notes.ts'
import type { Operation } from './operation.ts'

const judged = ['description', 'summary', 'headers', 'content']

/** What the answers of two operations differ in. `ignored` are names of examples that come and go with a model. */
export function compareAnswers(
  before: Operation,
  after: Operation,
  { part, way, ignored }: { part: Part; way: Way; ignored: ReadonlySet<string> },
  compare: CompareSchemas,
): Reported[] {
  const [old, now] = [before, after].map(({ located }) => new Map(entries(entry(located, 'responses'))))
  const statuses = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].toSorted()
  return statuses.flatMap((status) => {
    const [older, newer] = [old?.get(status), now?.get(status)]
    const subject = { operation: after.name, part, status }
    if (!older || !newer) return report(subject, coming(status, older, newer, way))
    const headers = compareMembers(headersOf(older), headersOf(newer), way, compare)
    return [
      ...report(subject, compareAnswer(older, newer, way, ignored, compare)),
      ...report({ ...subject, noun: 'header' }, headers),
      ...report({ ...subject, noun: 'body' }, comingBody(older, newer, way)),
    ]
  })
}

function coming(status: string, old: Located | undefined, now: Located | undefined, way: Way): Finding[] {
  const located = now ?? old
  if (!located) return []
  const gone = status.startsWith('2') ? 'success-status-removed' : 'error-status-removed'
  const rule = now ? 'status-added' : gone
  return [findingAt({ place: placeOf(located), direction: directionOf(way) }, rule, { what: status })]
}

function compareAnswer(
  old: Located,
  now: Located,
  way: Way,
  ignored: ReadonlySet<string>,
  compare: CompareSchemas,
): Finding[] {
  const direction = directionOf(way)
  const place = placeOf(now)
  const [before, after] = [objectAt(old.value), objectAt(now.value)]
  const [examples = [], newExamples = []] = [old, now].map((answer) =>
    [...examplesOf(answer)].filter(([name]) => !ignored.has(name)).map(([, value]) => value),
  )
  const found: Finding[] = [
    ...(hasBody(old) && hasBody(now) ? compareContent(old, now, way, compare) : []),
    ...compareDocs(before, after, ['description', 'summary'], direction, place),
    ...compareRest(before, after, judged, direction, place),
  ]
  return sameExamples(examples, newExamples)
    ? found
    : [...found, findingAt({ place, direction }, 'examples-changed')]
}

/** A body that comes or goes altogether is one change, whatever media types it has. */
function comingBody(old: Located, now: Located, way: Way): Finding[] {
  const [was, is] = [hasBody(old), hasBody(now)]
  if (was === is) return []
  const rule = is ? `${way}-property-added` : `${way}-property-removed`
  const detail = is ? { what: [...mediaTypes(now).keys()].join(', ') } : {}
  return [findingAt({ place: placeOf(is ? now : old), direction: directionOf(way) }, rule, detail)]
}

function hasBody(answer: Located): boolean {
  return mediaTypes(answer).size > 0
}

/** Headers have no regard for letters' case, and no `required` means optional. */
function headersOf(answer: Located): Members {
  return new Map(
    entries(entry(answer, 'headers')).map(([name, header]) => [
      name.toLowerCase(),
      {
        key: name,
        place: placeOf(header),
        schemas: under(header, 'schema'),
        required: at(header.value, 'required') === true,
      },
    ]),
  )
}
