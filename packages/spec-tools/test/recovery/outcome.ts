import { type Manner, writeYaml } from '../../src/engines/js-yaml.ts'
import { type JsonObject, sameJson } from '../../src/json.ts'
import { recover } from '../../src/recovery/recover.ts'
import { contractOf } from '../../src/schema/contract.ts'
import { SpecError } from '../../src/spec-error.ts'
import { flatten } from './flatten.ts'

/** What becomes of a document that is written as a page and loses its indentation. */
export function outcomeOf(document: JsonObject, manner: Manner = {}): 'right' | 'wrong' | 'refused' {
  try {
    const recovered = recover('page.txt', flatten(writeYaml(document, manner)))
    return sameJson(contractOf(recovered.document), contractOf(document)) ? 'right' : 'wrong'
  } catch (error) {
    if (error instanceof SpecError) return 'refused'
    throw error
  }
}
