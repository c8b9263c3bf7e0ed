import { describeOutcome } from '../sources/describe-outcome.ts'
import type { PageOutcome } from '../sources/outcome.ts'
import { withoutWords } from './changeset.ts'
import { type Blocker, isPossible, type PackageBump, type Plan, type PlannedChange } from './plan.ts'

/** Columns that a terminal has at least. */
const width = 110

/** The plan as people read it, one line an entry of the list. */
export function describePlan(plan: Plan, baseline: string): string[] {
  const sections = [
    section('Pages', plan.pages.flatMap(describePage)),
    section(`Changes since the last release (${baseline})`, describeChanges(plan)),
    section(
      'Packages',
      plan.bumps.flatMap((bump, index) => describeBump(bump, plan.bumps.slice(0, index))),
    ),
    section(
      'Notes',
      plan.notes.flatMap((note) => wrap(note, '  ')),
    ),
    section('In the way', plan.blockers.flatMap(describeBlocker)),
  ]
  return sections.flat()
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines, '']
}

function describePage(page: PageOutcome): string[] {
  const [heading = '', ...under] = describeOutcome(page).split('\n')
  return [`  ${heading}`, ...under.flatMap(describeReason)]
}

/** What is indented further than a sentence is lines of a page, or a command: neither is broken. */
function describeReason(line: string): string[] {
  const indent = line.length - line.trimStart().length
  return indent > 4 ? [`  ${line}`] : wrap(line.trim(), '    ')
}

function describeChanges({ changes, bumps }: Plan): string[] {
  if (changes.length === 0) return bumps.length === 0 ? [] : ['  None.']
  const { told, words } = withoutWords(changes)
  return [
    ...told.flatMap(describeChange),
    ...(words > 0 ? [`  patch  Words, examples or their order in ${words} places (--json lists them).`] : []),
  ]
}

function describeChange({ level, text, judges, money, behaviour }: PlannedChange): string[] {
  const marks = [...(money ? ['money'] : []), ...(behaviour ? ['behaviour'] : []), ...judges].join(', ')
  return wrap(`${text} [${marks}]`, ' '.repeat(9), `  ${level.padEnd(7)}`)
}

function describeBump(
  { package: name, bump, judges, reason }: PackageBump,
  above: readonly PackageBump[],
): string[] {
  const same = above.find((other) => other.reason === reason && other.bump === bump && bump !== 'none')
  const who = judges.length > 0 ? `${judges.join(' and ')}: ` : ''
  return wrap(
    same ? `As ${same.package}.` : `${who}${reason}`,
    ' '.repeat(27),
    `  ${name.padEnd(18)}${bump.padEnd(7)}`,
  )
}

function describeBlocker({ file, line, text }: Blocker): string[] {
  const where = [file, line].filter((part) => part !== undefined).join(':')
  return wrap(where === '' ? text : `${where}: ${text}`, '    ', '  ')
}

/** What comes of the plan: written, or not, and what to do. */
export function describeEnd(plan: Plan, isWritten: boolean): string {
  const deleted = [...plan.files.values()].filter((text) => text === null).length
  const written = plan.files.size - deleted
  const counts = `${written} to write, ${deleted} to delete`
  if (!isPossible(plan)) {
    const isRefused = plan.pages.some(({ status, leftOut }) => status === 'refused' && !leftOut)
    const hint = isRefused ? ' --skip-refused leaves out refused pages that are new.' : ''
    return `Nothing was written: put right what is in the way.${hint}`
  }
  if (plan.files.size === 0) return 'All files are as they should be; there is nothing to write.'
  if (isWritten) return `${written} file${written === 1 ? '' : 's'} written, ${deleted} deleted.`
  return `Files: ${counts}. This was the plan, and nothing was written: add --write to carry it out.`
}

function wrap(text: string, indent: string, first = indent): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(/\s+/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
