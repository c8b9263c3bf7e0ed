import { readYaml } from '../engines/js-yaml.ts'
import { at, isObject, type JsonObject, textAt } from '../document/json.ts'
import type { Recovered } from '../recovery/recover.ts'
import { SpecError } from '../document/spec-error.ts'
import { readJson } from '../engines/jsonc-parser.ts'
import { spot } from '../text/limits.ts'
import type { Lines, Placed } from '../text/lines.ts'
import { type Found, type Hint, versionReason } from '../formats/format.ts'
import { readFlattened } from './flattened-text.ts'
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
  const keyword = document['swagger'] === undefined ? 'openapi' : 'swagger'
  const reason = versionReason(keyword, textAt(document, keyword))
  if (reason !== undefined) throw new SpecError([`${spot(name, lines.of(document, [keyword]))}: ${reason}`])
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
