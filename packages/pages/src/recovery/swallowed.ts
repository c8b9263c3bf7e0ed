import { fitsValue } from './evidence/standing.ts'
import { writeChoice } from './choice.ts'
import { type FlatPage, type Line, readLine } from './lines.ts'
import { placesOf } from './places.ts'
import type { Reading } from './readings.ts'
import { fieldType } from './slots.ts'

/** Prose shows a schema's keyword now and then; this many of them in one text are a part of the document. */
const tooMany = 4

/**
 * A line that can only be text makes text of all lines up to the header above it. If much of that is schema, the line
 * is a stranger in the document instead.
 * @returns what is wrong, one problem for each such line.
 */
export function swallowedProblems({ file, lines }: FlatPage): string[] {
  const problems: string[] = []
  let swallowed = 0
  for (const { number, text, value } of lines) {
    const own = readLine(number, text)
    if (value) swallowed = 0
    else if (own.value === null && swallowed >= tooMany) {
      problems.push(
        `${file}:${number}: ${JSON.stringify(text)} is no YAML, and stands among lines that are no prose. If it is not part of the document, take it out of the text.`,
      )
      swallowed = 0
    } else if (own.value?.form === 'scalar' && isKeyword(own)) swallowed += 1
  }
  return problems
}

/** Whether a line would fit into a schema. */
function isKeyword({ key, value }: Line): boolean {
  const field = key === null ? undefined : fieldType('schema', key)
  return value !== null && field !== undefined && fitsValue(field, value)
}

/**
 * A text may end with a line that would fit into a schema. Widths alone can make prose of such lines when the writer is
 * not the known one, so that a person has to say it.
 */
export function takenProblems({ file, lines, choices }: FlatPage, reading: Reading): string[] {
  const chosen = new Set(choices.map(({ line }) => line))
  const places = placesOf(lines, reading)
  return lines.flatMap((line, index) => {
    const { number, text } = line
    if (!reading[index]?.text || !isKeyword(line) || chosen.has(number)) return []
    const place = places[index] ?? ''
    return [
      `${file}:${number}: ${JSON.stringify(text)} could be a keyword, and seems to be text of ${place}. If it is that text, say so with ${writeChoice({ line: number, place })}`,
    ]
  })
}
