import { readYaml, spot } from '@apikley/pages'
import { refuse } from '@apikley/pages/document'
import { type Bump, rules } from '@apikley/judges'
import { checked } from '../engines/ajv.ts'
import type { ApiChange } from '../judging/knowledge.ts'
import { ownRules } from '../judging/rules.ts'
import schema from '../schemas/release-policy.json' with { type: 'json' }

/** What a person decided of kinds of changes, where the table of rules says otherwise. */
export const policyFile = 'specs/release-policy.yaml'

interface Policy {
  readonly levels: readonly { readonly rule: string; readonly level: Bump; readonly reason: string }[]
}

/**
 * The changes with the levels that the policy gives to their rules; the sentence tells the reason.
 * @param text The policy's file; there may be none.
 * @throws SpecError that names what is wrong with the policy.
 */
export function byPolicy(changes: readonly ApiChange[], text = 'levels: []'): readonly ApiChange[] {
  const { value, lines } = readYaml(text, policyFile)
  const { levels } = checked<Policy>(schema, value, policyFile, (path) => lines.of(value, path))
  const known = new Set([...rules, ...ownRules].map(({ id }) => id))
  refuse(
    levels.flatMap(({ rule }, index) => {
      const where = spot(policyFile, lines.of(value, ['levels', index]))
      return known.has(rule)
        ? []
        : [`${where}: there is no rule ${JSON.stringify(rule)}. specs/README.md lists them.`]
    }),
  )
  return changes.map((change) => {
    const decided = levels.find(({ rule }) => rule === change.id)
    if (!decided || decided.level === change.level) return change
    const why = `It is ${decided.level} by ${policyFile}: ${decided.reason.trim().replace(/\.?$/, '.')}`
    return { ...change, level: decided.level, text: `${change.text} ${why}` }
  })
}
