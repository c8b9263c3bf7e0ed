import { shellWord } from '../terminal/words.ts'
import type { Shell } from './shells.ts'
import { splitLine } from './split-line.ts'
import type { Suggestions } from './suggest.ts'

/** The words that a shell hands over; bash hands over the line up to the cursor, since it splits words at `=` and `:`. */
export function wordsOf(shell: Shell, given: readonly string[]): readonly string[] {
  return shell === 'bash' ? splitLine(given[0] ?? '').slice(1) : given
}

/** Suggestions as the script of a shell reads them. */
export function answerOf(shell: Shell, current: string, { values, files, noSpace }: Suggestions): string {
  const lines = values.map(([value, description]) => {
    if (shell === 'fish') return description ? `${value}\t${description}` : value
    if (shell === 'zsh') return `${value.replaceAll(':', String.raw`\:`)}${description && `:${description}`}`
    // What bash replaces begins behind the last character at which it splits words.
    const kept = Math.max(current.lastIndexOf('='), current.lastIndexOf(':')) + 1
    return shellWord(value.slice(kept))
  })
  const orders = [...(files ? [':files'] : []), ...(noSpace ? [':nospace'] : [])]
  return [...orders, ...lines].map((line) => `${line}\n`).join('')
}
