import { componentName, exampleName, refuse } from '@apikley/pages/document'
import { modelPath } from './model-path.ts'

/** How one model is called in TypeScript. */
export interface ModelNames {
  readonly id: string
  /** `KlingV21MasterTextToVideoInput` */
  readonly input: string
  /** `KlingV21MasterTextToVideoFields`: what a request has beside `model` and `input`, if the model has such. */
  readonly fieldsType: string
  /** `klingV21MasterTextToVideo` */
  readonly value: string
  /** Its module and schema, without extension: see `modelPath`. */
  readonly path: string
}

/** A model, and the name that the document gives it, if it does. */
export interface NamedModel {
  readonly id: string
  readonly name?: string | undefined
}

/**
 * Names for all models of a spec, in the order of their ids.
 * @throws SpecError with every pair that would get the same name.
 */
export function nameModels(models: readonly NamedModel[]): readonly ModelNames[] {
  const names = models.map(nameModel)
  refuse(collisions(names))
  return names
}

function nameModel({ id, name = componentName(id) }: NamedModel): ModelNames {
  return {
    id,
    input: `${name}Input`,
    fieldsType: `${name}Fields`,
    value: exampleName(name),
    path: modelPath(id, name),
  }
}

/** Names are compared without case: files that differ in nothing else are one file on macOS and Windows. */
function collisions(names: readonly ModelNames[]): string[] {
  const first = new Map<string, string>()
  return names.flatMap(({ id, value, path }) =>
    [value, path].flatMap((name, index) => {
      const key = `${index} ${name.toLowerCase()}`
      const other = first.get(key)
      if (other === undefined) first.set(key, id)
      if (other === undefined || (index === 1 && first.get(`0 ${value.toLowerCase()}`) !== id)) return []
      return [
        `Models '${other}' and '${id}' would both be called ${name}. Give one of them another \`name\` in sources.json.`,
      ]
    }),
  )
}
