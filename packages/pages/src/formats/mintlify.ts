import { documentFencesIn, fenceProblem } from './fences.ts'
import { type Finder, headingHints, yamlVersionProblem } from './format.ts'

const caption = /^ya?ml[ \t]+(\S+)[ \t]+(get|put|post|delete|options|head|patch|trace)[ \t]+(\/\S*)$/i

/** Markdown whose fence tells file, method and path: ```` ````yaml market/x.json post /api/v1/jobs/createTask ````. */
export const findMintlify: Finder = (text) => {
  const fences = documentFencesIn(text)
  const [fence] = fences
  const [, file = ''] = caption.exec(fence?.info ?? '') ?? []
  if (!fence || file === '') return undefined
  const problem = fenceProblem(fences)
  if (problem) return { format: 'none', ...problem }
  return (
    yamlVersionProblem(fence.body) ?? {
      format: 'mintlify',
      syntax: 'yaml',
      text: fence.body,
      hints: [...headingHints(text), { where: 'the caption of the fence', text: file }],
    }
  )
}
