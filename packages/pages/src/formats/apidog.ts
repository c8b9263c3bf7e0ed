import { documentFencesIn, fenceProblem } from './fences.ts'
import { type Finder, headingHints, yamlVersionProblem } from './format.ts'

/** Markdown with a bare fence, mostly under the heading "OpenAPI Specification". */
export const findApidog: Finder = (text) => {
  const fences = documentFencesIn(text)
  const [fence] = fences
  if (!fence) return undefined
  const problem = fenceProblem(fences)
  if (problem) return { format: 'none', ...problem }
  return (
    yamlVersionProblem(fence.body) ?? {
      format: 'apidog',
      syntax: fence.body.trimStart().startsWith('{') ? 'json' : 'yaml',
      text: fence.body,
      hints: headingHints(text),
    }
  )
}
