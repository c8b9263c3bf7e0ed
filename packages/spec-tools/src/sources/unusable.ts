import { assemble } from '../bundle/assemble.ts'
import { correctPage } from '../bundle/correct-page.ts'
import { readModelPage } from '../bundle/model-page.ts'
import { readModels } from '../codegen/models.ts'
import { componentName, objectAt, pathOf, pointer, referencesIn, SpecError } from '@apikley/pages/document'
import { partAt, requestPath, spot } from '@apikley/pages'
import { byText } from './lock.ts'
import type { SourcePage, Sources } from './read.ts'

/**
 * Why a page by itself, with the overlays that there are for it, can become no model of the bundle or no types. Told
 * here, so that one such page of many can be left out.
 * @param name The page as messages name it.
 */
export function unusable({ overlays, server, pages }: Sources, page: SourcePage, name: string): string[] {
  try {
    const own = readModelPage({ ...page, file: name, document: correctPage(page, overlays) })
    readModels(assemble([own], server))
    const age = ({ lock: { origin, taken } }: SourcePage) => `${origin} ${taken}`
    const [first] = pages
      .filter(({ lock }) => lock.model !== page.lock.model)
      .toSorted((left, right) => byText(age(left), age(right)))
    // What a key must be is the same for all: a page that asks for another one would be in the way of the others.
    if (first) assemble([readModelPage({ ...first, document: correctPage(first, overlays) }), own], server)
    return []
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    return error.problems.map((problem) => located(problem, page, name))
  }
}

/** Problems of an input tell their place in it, or the component that contains itself; people look for a line. */
function located(problem: string, { document, lineOf }: SourcePage, name: string): string {
  const [, place] = /^Model '.*', input schema: #(\/(?!components\/)\S*?|): /.exec(problem) ?? []
  const [, outside] = /(#\/\S+) points to nothing in the document/.exec(problem) ?? []
  const use = [...referencesIn(document)].find(({ reference }) => reference === outside)
  if (use) {
    const advice = 'Only components can be referred to: make it one, in a copy of the page.'
    return `${spot(name, lineOf?.(pointer([...use.path, '$ref'])))}: ${outside} is no component of the page. ${advice}`
  }
  const [, circle] = / → #\/components\/schemas\/(\S+): a schema/.exec(problem) ?? []
  if (place === undefined && circle === undefined) {
    return problem.startsWith(name) ? problem : `${name}: ${problem}`
  }
  // In the bundle a component has the name of its model in front.
  const component = Object.keys(objectAt(document, 'components', 'schemas')).find((key) =>
    circle?.endsWith(componentName(key)),
  )
  const path =
    component === undefined
      ? [...requestPath, 'schema', 'properties', 'input', ...pathOf(place ?? '')]
      : ['components', 'schemas', component]
  const part = partAt(document, path) ?? partAt(document, path.slice(0, -1))
  return `${spot(name, lineOf?.(pointer(part?.path ?? requestPath)))}: ${problem}`
}
