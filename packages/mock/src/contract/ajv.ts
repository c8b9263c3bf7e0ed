// The only file that knows ajv. Prism validates with it, too; the settings of the engine below and the version of the
// formats are Prism's, so that a schema means the same here and there.
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { asNode, type Node } from './document.ts'

/** Whether a value is valid by a schema. */
export type Check = (value: unknown) => boolean

/** `text`: numbers and booleans may come as text, as they do in a query. */
export type Reading = 'exact' | 'text'

const engines: Partial<Record<Reading, Ajv>> = {}
let ownEngine: Ajv | undefined

/** Compiles a JSON Schema of draft 07; undefined when it is none. */
export function compileSchema(schema: Node, reading: Reading): Check | undefined {
  const engine = (engines[reading] ??= createEngine(reading === 'text'))
  try {
    const validate = engine.compile(schema)
    return (value) => {
      try {
        return validate(value)
      } catch {
        return false // nested deeper than the stack
      }
    }
  } catch {
    return undefined
  }
}

function createEngine(coerceTypes: boolean): Ajv {
  const engine = new Ajv({
    coerceTypes,
    strict: false,
    allowUnionTypes: true,
    allowMatchingProperties: true,
    logger: false,
  })
  addFormats.default(engine)
  return engine
}

/** One thing that is wrong with a value. */
export interface Flaw {
  /** The keys that lead to the value at fault. */
  at: (string | number)[]
  /** The word of the schema that it breaks, with what Ajv tells of it. */
  keyword: string
  params: Node
  /** The schema that has the word. */
  schema: Node
  value: unknown
}

/** Compiles a schema of our own, in which names are no numbers; the check answers with everything that is wrong. */
export function compileChecks(schema: Node): (value: unknown) => Flaw[] {
  const validate = (ownEngine ??= createOwnEngine()).compile(schema)
  return (value) => {
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, keyword, params, parentSchema, data }) => ({
      at: instancePath
        .split('/')
        .slice(1)
        .map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      keyword,
      params,
      schema: asNode(parentSchema),
      value: data,
    }))
  }
}

// Tests compile the schemas with the check of schemas, which costs more than all the rest.
function createOwnEngine(): Ajv {
  return new Ajv({ allErrors: true, verbose: true, meta: false, validateSchema: false })
}
