import { nextWordFits, widthAt } from './evidence/width.ts'
import { hiddenEmail, type Line } from './lines.ts'
import { placedAt, type Reading } from './readings.ts'

/** The YAML text of a reading, ending with a line break. */
export function emit(lines: readonly Line[], reading: Reading): string {
  const out: string[] = []
  /** The line of the text in hand that the folded lines so far belong to; `null` outside of folded text. */
  let paragraph: string | null = null
  let folded = false
  for (const [index, line] of lines.entries()) {
    const { indent, text } = placedAt(reading, index)
    if (!text) {
      folded = line.value?.form === 'block' && line.value.folded
      paragraph = null
    } else if (folded) {
      const before = lines[index - 1]?.text ?? ''
      if (paragraph === null) paragraph = line.text
      else if (nextWordFits(before, line.text, widthAt(indent - 2))) {
        out.push(...blankLines(before, paragraph, line.text))
        paragraph = line.text
      }
    }
    out.push(' '.repeat(indent) + (text ? line.text : structure(line)))
  }
  return `${out.join('\n')}\n`
}

/** The line as YAML, of which a hidden e-mail address would make a sequence. */
export function structure(line: Line): string {
  const hidden = line.value && hiddenEmail.exec(line.text.trimEnd())?.[0]
  return hidden ? `${line.text.trimEnd().slice(0, -hidden.length)}'${hidden}'` : line.text
}

/**
 * In a folded scalar a break of the text itself shows as a blank line, and an empty line of the text as one more. Both
 * are lost. A break is one of the text where the next word would have fitted; it is taken for a paragraph's, except
 * between the items of a list and behind a colon.
 */
function blankLines(before: string, paragraph: string, next: string): readonly string[] {
  return before.endsWith(':') || (isItem(paragraph) && isItem(next)) ? [''] : ['', '']
}

function isItem(text: string): boolean {
  return /^(?:[-*+] |\d+[.)] )/.test(text)
}
