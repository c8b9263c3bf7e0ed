import { at, type Json, objectAt } from '@apikley/pages/document'
import { entry, type Located, placeOf, under } from '../document/located.ts'
import { findingAt, type Finding, type Reported, report, type Subject } from '../finding.ts'
import { compareMembers, type Member } from '../schemas/members.ts'
import { type CompareSchemas, comparesNothing, directionOf, type Way } from '../schemas/pair.ts'
import { fieldKey } from '../schemas/paths-below.ts'
import { placeOfSchemas } from '../schemas/shape/shape-of.ts'
import { compareContent, examplesOf, mediaTypes, sameExamples } from './content.ts'
import { modelOfExample, type Models, modelsOf } from './models.ts'
import { compareDocs, compareRest } from './notes.ts'
import type { Operation } from './operation.ts'

const judged = ['description', 'required', 'content']

/** What the bodies of two requests differ in: of the whole, or of each model where both tell models apart. */
export function compareBody(
  before: Operation,
  after: Operation,
  subject: Subject,
  way: Way,
  compare: CompareSchemas,
  modelField?: string,
): Reported[] {
  const [old, now] = [before, after].map(({ located }) => entry(located, 'requestBody'))
  const presence = compareMembers(asMember(old), asMember(now), way, comparesNothing)
  if (!old || !now) return report(subject, presence)

  const direction = directionOf(way)
  const place = placeOf(now)
  const [models, newModels] = [modelsOf(old, modelField), modelsOf(now, modelField)]
  const byModel =
    models && newModels
      ? compareModels(models, newModels, { subject, field: modelField }, compare)
      : undefined
  const known = new Set(byModel ? [...(models?.keys() ?? []), ...(newModels?.keys() ?? [])] : [])
  const [examples, newExamples] = [old, now].map((body) => groupExamples(body, known, modelField))
  const others: Finding[] = [
    ...presence,
    ...compareContent(old, now, way, byModel ? comparesNothing : compare),
    ...compareRest(objectAt(old.value), objectAt(now.value), judged, direction, place),
    ...compareDocs(objectAt(old.value), objectAt(now.value), ['description'], direction, place),
  ]
  const otherExamples = ['', ...known]
    .filter((model) => model === '' || (models?.has(model) && newModels?.has(model)))
    .filter((model) => !sameExamples(examples?.get(model) ?? [], newExamples?.get(model) ?? []))
    .flatMap((model) =>
      report({ ...subject, ...(model !== '' && { model }) }, [
        findingAt({ place, direction }, 'examples-changed'),
      ]),
    )
  return [...report(subject, others), ...(byModel ?? []), ...otherExamples]
}

/** The examples of a body by the model that they ask for; those that ask for none of these under ''. */
function groupExamples(
  body: Located,
  models: ReadonlySet<string>,
  modelField: string | undefined,
): ReadonlyMap<string, readonly Json[]> {
  return Map.groupBy(examplesOf(body).values(), (example) => {
    const model = modelOfExample(example, modelField)
    return models.has(model) ? model : ''
  })
}

function compareModels(
  before: Models,
  after: Models,
  { subject, field }: { subject: Subject; field: string | undefined },
  compare: CompareSchemas,
): Reported[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((model) => {
    const [old, now] = [before.get(model), after.get(model)]
    const whose = { ...subject, model }
    if (old && now) {
      return report(
        whose,
        compare(old, now, 'request').filter((finding) => !tellsModelsApart(finding, field)),
      )
    }
    const rule = now ? 'model-added' : 'model-removed'
    const place = placeOfSchemas(now ?? old ?? [])
    return report(whose, [findingAt({ place, direction: 'send' }, rule)])
  })
}

/** By what a body names its model: which models there are is told by itself. */
function tellsModelsApart({ rule, field }: Finding, modelField = ''): boolean {
  if (rule === 'discriminator-changed') return field.length === 0
  return (
    field.join('') === fieldKey(modelField) && (rule.startsWith('request-enum-') || rule === 'enum-reordered')
  )
}

/** The body as a member without a name: it may be there or not, and be required or not. */
function asMember(body: Located | undefined): ReadonlyMap<string, Member> {
  if (!body) return new Map()
  const required = at(body.value, 'required') === true
  const [media] = mediaTypes(body).values()
  return new Map([['', { key: '', place: placeOf(body), schemas: under(media, 'schema'), required }]])
}
