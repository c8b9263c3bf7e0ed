import { type Finder, headingHints } from './format.ts'

/** Text that was copied from the site, where the YAML lost its indentation: a path stands as far left as `paths:`. */
export const findFlattened: Finder = (text) => {
  const isFlat = /^([ \t]*)["']?paths["']?:[ \t]*\r?\n(?:[ \t]*\r?\n)*\1["']?\//m.test(text)
  if (!isFlat || !/^[ \t]*["']?(openapi|swagger)["']?[ \t]*:/m.test(text)) return undefined
  const [firstLine = ''] = text.trimStart().split('\n', 1)
  const caption =
    /^[ \t]*(\S+\.json)[ \t]+(?:get|put|post|delete|options|head|patch|trace)[ \t]+\/\S*[ \t]*$/im.exec(text)
  return {
    format: 'flattened',
    syntax: 'flattened',
    text,
    hints: [
      ...(firstLine.includes(':') ? headingHints(text) : [{ where: 'the heading', text: firstLine.trim() }]),
      ...(caption?.[1] === undefined ? [] : [{ where: 'the caption', text: caption[1] }]),
    ],
  }
}

/** A document without anything around it, in YAML. The one in JSON is told from other JSON by what it holds. */
export const findOpenApiYaml: Finder = (text) => {
  const first = text.split('\n').find((line) => !/^\s*$|^\s*#|^---|^%/.test(line)) ?? ''
  const begins = /^["']?[A-Za-z][\w-]*["']?[ \t]*:/.test(first)
  const isDocument = /^["']?(openapi|swagger)["']?[ \t]*:/m.test(text)
  return begins && isDocument ? { format: 'openapi', syntax: 'yaml', text, hints: [] } : undefined
}
