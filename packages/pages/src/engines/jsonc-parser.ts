import { printParseErrorCode, visit } from 'jsonc-parser'
import type { Json } from '../document/json.ts'
import { SpecError } from '../document/spec-error.ts'
import { Builder, type Placed } from '../text/builder.ts'
import { refuseLongText, spot } from '../text/limits.ts'

/**
 * Reads JSON within the limits and remembers lines, which `JSON.parse` does not; nor does that tell of a key that
 * stands twice.
 * @throws SpecError with file and line, when the text is not JSON or costs too much.
 */
export function readJson(text: string, file: string): Placed {
  refuseLongText(file, text)
  const builder = new Builder(file)
  const wrong = (line: number, what: string) =>
    new SpecError([`${spot(file, line + 1)}: is not valid JSON: ${what}`])
  visit(
    text,
    {
      onArrayBegin: (_offset, _length, line) => builder.begin([], line + 1),
      onArrayEnd: () => builder.end(),
      onObjectBegin: (_offset, _length, line) => builder.begin({}, line + 1),
      onObjectEnd: () => builder.end(),
      onObjectProperty: (key, _offset, _length, line) => {
        if (!builder.key(key, line + 1))
          throw wrong(line, `the key ${JSON.stringify(key)} stands twice in one map`)
      },
      onLiteralValue: (value: Json, _offset, _length, line) => builder.add(value, line + 1),
      onError: (code, offset, length, line) => {
        const words = printParseErrorCode(code).replaceAll(
          /(?!^)[A-Z]/g,
          (letter) => ` ${letter.toLowerCase()}`,
        )
        throw wrong(line, `${words}: ${JSON.stringify(text.slice(offset, offset + Math.min(length, 80)))}`)
      },
    },
    { disallowComments: true },
  )
  return { value: builder.value, lines: builder.lines, aliases: [] }
}
