import { bumps, highest } from '@apikley/judges'
import type { Repair } from '@apikley/pages'
import type { PackageBump, Plan, PlannedChange } from '../plan/plan.ts'
import type { PageOutcome } from '../sources/outcome.ts'
import { code, cut, fenced, plain, tableRow } from '../text/markdown.ts'
import type { PackedSizes } from './packages.ts'
import type { Trial } from './upgrade.ts'

/** GitHub takes no longer text for a pull request. */
const limit = 65_536

/** What was planned and tried, fit for a pull request. Whatever the pages say, it stays text. */
export function summaryOf(
  plan: Plan,
  baseline: string,
  trial: Trial,
  skipped: readonly string[] = [],
): string {
  const lines = [
    '## Packages',
    '',
    tableRow(['package', 'bump', 'asked for by', 'because', 'size, packed']),
    tableRow(['---', '---', '---', '---', '---']),
    ...plan.bumps.map((bump) => packageRow(bump, trial)),
    '',
    '## Proof',
    '',
    `- Contract tests, client and mock with the new document: ${trial.contractTests} passed.`,
    `- Other tests: ${trial.otherTests} passed.`,
    ...list('Money', moneyOf(plan)),
    ...list(`Changes since the last release (${plain(baseline)})`, changesOf(plan)),
    ...list('Pages', pagesOf(plan)),
    ...list(
      'Warnings',
      [...plan.notes, ...skipped].map((note) => `- ${plain(note)}`),
    ),
  ]
  return cut(lines, limit)
}

/** What is told, in the same form, where there is nothing to write. */
export function unchangedOf(plan: Plan): string {
  return cut(['## Nothing has changed', ...list('Pages', pagesOf(plan))], limit)
}

/** What is told, in the same form, where nothing may be written. */
export function refusalOf(problems: readonly string[]): string {
  return cut(['## Nothing was written', '', ...fenced(problems)], limit)
}

function packageRow({ package: name, bump, judges, reason }: PackageBump, { before, after }: Trial): string {
  return tableRow([
    code(name),
    `**${bump}**`,
    judges.join(' and '),
    plain(reason),
    sizes(name, before, after),
  ])
}

/** `12.3 kB → 14.0 kB (+1.7 kB)`; thousands of bytes, and bytes where there are fewer. */
function sizes(name: string, before: PackedSizes, after: PackedSizes): string {
  const [then, now] = [before.get(name), after.get(name)]
  if (then === undefined || now === undefined) return 'unknown'
  const told = (bytes: number) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`)
  if (then === now) return `${told(now)} (the same)`
  return `${told(then)} → ${told(now)} (${now > then ? '+' : '−'}${told(Math.abs(now - then))})`
}

function moneyOf({ changes }: Plan): readonly string[] {
  return changes.filter(({ money }) => money).map((change) => `- ${changeText(change)}`)
}

/** By level, the highest first; what is told of money is not told twice. */
function changesOf({ changes }: Plan): readonly string[] {
  const others = changes.filter(({ money }) => !money)
  const sorted = others.toSorted((left, right) => bumps.indexOf(right.level) - bumps.indexOf(left.level))
  return sorted.map((change) => `- ${changeText(change)}`)
}

function changeText({ level, text, judges, behaviour }: PlannedChange): string {
  const who = judges.join(' and ')
  return `**${level}**${behaviour ? ', behaviour' : ''} (${who}): ${plain(text)}`
}

function pagesOf({ pages }: Plan): readonly string[] {
  return pages.filter(({ status }) => status !== 'unchanged').flatMap(pageLines)
}

function pageLines({ status, model, source, reasons, repairs }: PageOutcome): readonly string[] {
  return [
    `- **${status}** ${model === undefined ? code(source) : `${code(model)}, from ${code(source)}`}`,
    ...reasons.map((reason) => `  - ${plain(reason)}`),
    ...repairs.map((repair) => `  - ${repairText(repair)}`),
  ]
}

function repairText({ name, text, line, changesMeaning }: Repair): string {
  const where = line === undefined ? '' : `, line ${line}`
  return `Repair ${code(name)}${where}: ${plain(text)}${changesMeaning ? ' **This changes what the page says.**' : ''}`
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]
}

/** One line for a commit, a title, a log. */
export function headline({ bumps: packages, pages }: Plan): string {
  const level = highest(packages.map(({ bump }) => bump))
  const counts = (['new', 'changed', 'withdrawn', 'refused'] as const)
    .map((status) => ({ status, count: pages.filter((page) => page.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`)
  return `Follow the API: ${counts.length === 0 ? 'no page' : counts.join(', ')}; ${level === 'none' ? 'no release' : level}`
}
