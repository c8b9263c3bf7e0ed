import { plain } from '../text/markdown.ts'
import type { PackageBump, PlannedChange } from './plan.ts'
import { type Verb, verbOf } from './told-once.ts'

/** The one changeset of all upgrades since the last release: rewritten by each, deleted when nothing is left to tell. */
export const changesetFile = '.changeset/spec-upgrade.md'

const few = 3
const nouns: readonly (readonly [Verb, string])[] = [
  ['Add', 'addition'],
  ['Change', 'change'],
  ['Remove', 'removal'],
  ['Fix', 'fix'],
]

/** The text of the changeset, which becomes the changelog of every package; nothing where nothing is released. */
export function changesetText(
  bumps: readonly PackageBump[],
  changes: readonly PlannedChange[],
): string | undefined {
  const released = bumps.filter(({ bump }) => bump !== 'none')
  if (released.length === 0) return undefined
  const money = changes.filter((change) => change.money)
  const { told, words } = withoutWords(changes.filter((change) => !change.money))
  const lines = [
    ...told.map((change) => `- ${change.behaviour ? '**Behaviour:** ' : ''}${plain(change.text)}`),
    ...(words > 0
      ? [`- Change words, examples or their order in ${words} places; nothing that programs notice.`]
      : []),
  ]
  return [
    '---',
    ...released.map((each) => `'${each.package}': ${each.bump}`).toSorted(),
    '---',
    '',
    `Follow the API: ${summary(told) || 'it is worded otherwise'}.`,
    ...money.flatMap((change) => ['', `**Money:** ${plain(change.text)}`]),
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
  ].join('\n')
}

/** What nobody has to know one by one is counted, once it is more than a few lines. */
export function withoutWords<Told extends PlannedChange>(
  changes: readonly Told[],
): { readonly told: readonly Told[]; readonly words: number } {
  const words = changes.filter(({ level }) => level === 'patch' || level === 'none')
  if (words.length <= few) return { told: changes, words: 0 }
  return { told: changes.filter((change) => !words.includes(change)), words: words.length }
}

function summary(changes: readonly PlannedChange[]): string {
  return nouns
    .map(([verb, noun]) => ({ noun, count: changes.filter((change) => verbOf(change) === verb).length }))
    .filter(({ count }) => count > 0)
    .map(({ noun, count }) => `${count} ${noun}${count > 1 ? (noun === 'fix' ? 'es' : 's') : ''}`)
    .join(', ')
}
