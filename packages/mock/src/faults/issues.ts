import { compileChecks, type Flaw } from '../contract/ajv.ts'
import { asNode, type Node } from '../contract/document.ts'
import { nearest } from './nearest.ts'
import { exampleOf, shown, wanted, type Rule } from './rules.ts'

/** Something wrong with a value, and where in it. */
export interface Issue {
  /** The keys that lead there; empty for the value as a whole. */
  at: readonly (string | number)[]
  message: string
}

/**
 * Finds everything that is wrong with a value by a schema in which each object has a title; each message says what was
 * expected, with an example. The schema is compiled when the first value comes.
 */
export function issueFinder(schemaOf: () => Node): (value: unknown) => Issue[] {
  let check: ((value: unknown) => Flaw[]) | undefined
  return (value) => {
    check ??= compileChecks(schemaOf())
    const issues = check(value).map((flaw) => issueOf(flaw, value))
    // Of alternatives that all fail, the last flaw tells of all.
    return [...new Map(issues.map((issue) => [JSON.stringify(issue.at), issue])).values()]
  }
}

function issueOf({ at, keyword, params, schema, value }: Flaw, root: unknown): Issue {
  const title = String(schema['title'])
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty'])
    const names = Object.keys(asNode(schema['properties'])).filter((each) => each !== 'kind')
    const message = `${title} has no field ${shown(name)}${meant(name, names)} It has: ${names.join(', ')}`
    return { at: [...at, name], message }
  }
  if (keyword === 'required')
    return { at, message: `${title} needs "${String(params['missingProperty'])}"${exampleIn(schema)}` }
  if (schema['type'] === 'object')
    return { at, message: `${title} must be an object, not ${shown(value)}${exampleIn(schema)}` }
  const name = at.at(-1)
  if (name === 'kind') {
    const names = listOf(schema['enum']).map(String)
    return {
      at,
      message: `there is no fault ${shown(value)}${meant(value, names)} There are: ${names.join(', ')}`,
    }
  }
  if (schema['type'] === 'array') {
    const said = keyword === 'maxItems' && Array.isArray(value) ? value.length : shown(value)
    return { at, message: `${name} must be a list of at most ${String(schema['maxItems'])}, not ${said}` }
  }
  const rule = schema as Rule
  const { kind } = asNode(root)
  const example = kind === undefined ? '' : forExample({ kind, [String(name)]: exampleOf(rule) })
  return { at, message: `${name} must be ${wanted(rule)}, not ${shown(value)}${example}` }
}

function meant(written: unknown, names: readonly string[]): string {
  const name = typeof written === 'string' ? nearest(written, names) : undefined
  return name === undefined ? '.' : `; did you mean "${name}"?`
}

function exampleIn({ examples }: Node): string {
  return forExample(listOf(examples)[0])
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function forExample(value: unknown): string {
  return `; for example ${JSON.stringify(value)}`
}
