import { type Manner, parseYaml, writeYaml } from '../../src/engines/js-yaml.ts'
import { isObject, type Json, type JsonObject, objectAt, sameJson } from '../../src/document/json.ts'
import { recover } from '../../src/recovery/recover.ts'
import { contractOf } from '../../src/document/contract.ts'
import { SpecError } from '../../src/document/spec-error.ts'
import { flatten } from './flatten.ts'

/** What becomes of a document that is written as a page and loses its indentation. */
export function outcomeOf(document: JsonObject, manner: Manner = {}): 'right' | 'wrong' | 'refused' {
  try {
    const page = flatten(writeYaml(document, manner))
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
