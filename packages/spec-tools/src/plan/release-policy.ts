import { parseYaml } from '@apikley/pages'
import { listAt, refuse, textAt } from '@apikley/pages/document'
import { bumps, rules } from '@apikley/judges'
import type { ApiChange } from '../judging/knowledge.ts'
import { ownRules } from '../judging/rules.ts'

/** What a person decided of kinds of changes, where the table of rules says otherwise. */
export const policyFile = 'specs/release-policy.yaml'

/**
 * The changes with the levels that the policy gives to their rules; the sentence tells the reason.
 * @param text The policy's file; there may be none.
 * @throws SpecError that names what is wrong with the policy.
 */
export function byPolicy(changes: readonly ApiChange[], text: string | undefined): readonly ApiChange[] {
  const entries = listAt(text === undefined ? {} : parseYaml(text, policyFile), 'levels')
  const policy = entries.map((entry) => ({
    rule: textAt(entry, 'rule'),
    level: bumps.find((level) => level === textAt(entry, 'level')),
    reason: textAt(entry, 'reason').trim(),
  }))
  refuse(
    policy.flatMap(({ rule, level, reason }, index) => {
      const where = `${policyFile}: /levels/${index}`
      return [
        ...([...rules, ...ownRules].some(({ id }) => id === rule)
          ? []
          : [`${where}: there is no rule ${JSON.stringify(rule)}. specs/README.md lists them.`]),
        ...(level === undefined ? [`${where}: \`level\` is none of ${bumps.join(', ')}`] : []),
        ...(reason === '' ? [`${where}: has no \`reason\`: plans print it`] : []),
      ]
    }),
  )
  return changes.map((change) => {
    const decided = policy.find(({ rule }) => rule === change.id)
    if (decided?.level === undefined || decided.level === change.level) return change
    const why = `It is ${decided.level} by ${policyFile}: ${decided.reason.replace(/\.?$/, '.')}`
    return { ...change, level: decided.level, text: `${change.text} ${why}` }
  })
}
