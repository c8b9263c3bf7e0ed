import { readYaml } from '../engines/js-yaml.ts'
import { recover, type Recovered } from '../recovery/recover.ts'
import { SpecError } from '../document/spec-error.ts'
import { limits } from '../text/limits.ts'
import type { Placed } from '../text/lines.ts'
import type { PageChoices } from './page.ts'

/**
 * Reads text that lost its indentation: recovers the YAML, and gives the lines of the text as it came.
 * @throws AmbiguousPage when it can be read in two ways that differ in what a client sends or receives.
 */
export function readFlattened(
  text: string,
  name: string,
  choices: PageChoices,
): Placed & { recovered: Recovered } {
  const length = text.split('\n').length
  if (length > limits.flatLines) {
    throw new SpecError([
      `${name}: is too large: ${length} lines without indentation, at most ${limits.flatLines} are recovered`,
    ])
  }
  const recovered = recover(name, text, choices.lines ?? [])
  const placed = readYaml(recovered.yaml, name)
  const numbers = pageLines(text, recovered)
  placed.lines.renumber((line) => numbers.get(line))
  const aliases = placed.aliases.map((line) => numbers.get(line) ?? line)
  return { ...placed, aliases, recovered }
}

/** The line of the page from which each line of the recovered YAML was made. Both count their lines from 1. */
function pageLines(text: string, { yaml, first, last, damages }: Recovered): ReadonlyMap<number, number> {
  const left = new Set(damages.flatMap(({ line, document }) => (document === null ? [line] : [])))
  const page = text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(
      ({ line, number }) => number >= first && number <= last && line.trim() !== '' && !left.has(number),
    )
  const document = yaml
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
  return new Map(document.flatMap(({ number }, index) => (page[index] ? [[number, page[index].number]] : [])))
}
