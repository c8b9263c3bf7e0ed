import { componentName } from '../bundle/name.ts'
import { refuse } from '../spec-error.ts'

/** How one model is called in TypeScript. */
export interface ModelNames {
  readonly id: string
  /** `KlingV21MasterTextToVideoInput` */
  readonly input: string
  /** `klingV21MasterTextToVideo` */
  readonly value: string
}

/** What every file system takes as a name, and what cannot leave the folder it is written to. */
const segment = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/

/** An id of one word could be a word that JavaScript keeps for itself. */
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
)

/**
 * Names for all models of a spec, in the order of their ids.
 * @throws SpecError with every id that cannot be a module's name, and every pair that would get the same name.
 */
export function nameModels(ids: readonly string[]): readonly ModelNames[] {
  const names = ids.map(nameModel)
  refuse([...ids.filter((id) => !isModuleName(id)).map(explainModuleName), ...collisions(names)])
  return names
}

function nameModel(id: string): ModelNames {
  const pascal = componentName(id)
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1)
  const isName = !/^[0-9]/.test(camel) && !reserved.has(camel)
  return isName
    ? { id, input: `${pascal}Input`, value: camel }
    : { id, input: `Model${pascal}Input`, value: `model${pascal}` }
}

function isModuleName(id: string): boolean {
  return id.split('/').every((part) => segment.test(part))
}

function explainModuleName(id: string): string {
  return (
    `Model '${id}' cannot be a module's name: expected letters, digits, '.', '_' and '-' between slashes, ` +
    `e.g. 'kling/v2-1-master-text-to-video'. Correct the id with an overlay.`
  )
}

/** Names are compared without case: files that differ in nothing else are one file on macOS and Windows. */
function collisions(names: readonly ModelNames[]): string[] {
  const first = new Map<string, string>()
  return names.flatMap(({ id, value }) => {
    const key = value.toLowerCase()
    const other = first.get(key)
    if (other === undefined) first.set(key, id)
    return other === undefined ? [] : [`Models '${other}' and '${id}' would both be called ${value}.`]
  })
}
