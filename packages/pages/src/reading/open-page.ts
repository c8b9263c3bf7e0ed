import { at, isObject, type JsonObject } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { readYaml } from '../engines/js-yaml.ts'
import { readJson } from '../engines/jsonc-parser.ts'
import { type Found, type Hint, versionReason } from '../formats/format.ts'
import { recover, type Recovered } from '../recovery/recover.ts'
import { limits, spot } from '../text/limits.ts'
import type { Placed } from '../text/builder.ts'
import type { Lines } from '../text/lines.ts'
import type { PageChoices, PageFormat, SourceText } from './page.ts'
import { findDocument } from './recognise.ts'

/** A page's document as it is written, with its defects. */
export interface OpenPage {
  readonly format: PageFormat
  readonly document: JsonObject
  readonly lines: Lines
  readonly aliases: readonly number[]
  readonly hints: readonly Hint[]
  /** Where the text lost its indentation, how that was recovered. */
  readonly recovered?: Recovered
}

/** @throws SpecError when the text holds no document, or one that cannot be read. */
export function openPage({ name, text }: SourceText, choices: PageChoices): OpenPage {
  const found = findDocument(text)
  if (found.format === 'none') throw new SpecError([`${spot(name, found.line)}: ${found.reason}`])
  const { value, lines, aliases, recovered } = parse(found, name, choices)
  const document = at(value, ...(found.within ?? []))
  if (!isObject(document)) throw new SpecError([`${name}: is no OpenAPI document`])
  const reason = versionReason(document)
  if (reason !== undefined) {
    const line = lines.of(document, [document['swagger'] === undefined ? 'openapi' : 'swagger'])
    throw new SpecError([`${spot(name, line)}: ${reason}`])
  }
  return {
    format: found.format,
    document,
    lines,
    aliases,
    hints: [...found.hints, { where: 'the name of the page', text: withoutEnding(name) }],
    ...(recovered && { recovered }),
  }
}

function parse(
  { syntax, text }: Found,
  name: string,
  choices: PageChoices,
): Placed & { recovered?: Recovered } {
  if (syntax === 'json') return readJson(text, name)
  return syntax === 'yaml' ? readYaml(text, name) : readFlattened(text, name, choices)
}

/** The last two parts of an address or a file name: folders above those say nothing about a model. */
function withoutEnding(name: string): string {
  return name
    .replace(/[?#].*$/, '')
    .replace(/\.(md|json|ya?ml|txt)$/i, '')
    .split(/[/\\]/)
    .slice(-2)
    .join('/')
}

/**
 * Reads text that lost its indentation: recovers the YAML, and gives the lines of the text as it came.
 * @throws AmbiguousPage when it can be read in two ways that differ in what a client sends or receives.
 */
function readFlattened(text: string, name: string, choices: PageChoices): Placed & { recovered: Recovered } {
  const length = text.split('\n').length
  if (length > limits.flatLines) {
    throw new SpecError([
      `${name}: is too large: ${length} lines without indentation, at most ${limits.flatLines} are recovered`,
    ])
  }
  const recovered = recover(name, text, choices.lines)
  return { ...readYaml(recovered.yaml, name, recovered.lineOf), recovered }
}
