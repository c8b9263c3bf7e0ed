import { type Finder, yamlVersionProblem } from './format.ts'

/** A document without anything around it, in YAML. The one in JSON is told from other JSON by what it holds. */
export const findOpenApiYaml: Finder = (text) => {
  const first = text.split('\n').find((line) => !/^\s*$|^\s*#|^---|^%/.test(line)) ?? ''
  const begins = /^["']?[A-Za-z][\w-]*["']?[ \t]*:/.test(first)
  const isDocument = /^["']?(openapi|swagger)["']?[ \t]*:/m.test(text)
  if (!begins || !isDocument) return undefined
  return yamlVersionProblem(text) ?? { format: 'openapi', syntax: 'yaml', text, hints: [] }
}
