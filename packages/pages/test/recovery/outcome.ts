import { parseYaml, writeYaml } from '../../src/engines/js-yaml.ts'
import { isObject, type Json, type JsonObject, objectAt, sameJson } from '../../src/document/json.ts'
import { recover } from '../../src/recovery/recover.ts'
import { contractOf } from '../../src/document/contract.ts'
import { SpecError } from '../../src/document/spec-error.ts'
import { flatten } from './flatten.ts'

export type Outcome = 'right' | 'wrong' | 'refused'

/**
 * What becomes of a document that is written as a page and loses its indentation.
 * @param text the document as somebody wrote it. Default: in upstream's manner.
 */
export function outcomeOf(document: JsonObject, text: string = writeYaml(document)): Outcome {
  try {
    const page = flatten(text)
    const { yaml } = recover('page.txt', page)
    const isSame = sameJson(takenOf(parseYaml(yaml, 'page.txt')), takenOf(document))
    return isSame && flatten(yaml) === page ? 'right' : 'wrong'
  } catch (error) {
    if (error instanceof SpecError) return 'refused'
    throw error
  }
}

/** Callbacks are not taken from pages, so that it does not matter how they are read. */
function takenOf(document: Json): Json {
  const contract = contractOf(document)
  for (const item of Object.values(objectAt(contract, 'paths'))) {
    for (const operation of Object.values(objectAt(item)))
      if (isObject(operation)) delete operation['callbacks']
  }
  return contract
}
