import * as babel from 'prettier/plugins/babel'
import * as estree from 'prettier/plugins/estree'
import { format } from 'prettier/standalone'

/** By the end of a file's name. The first one that fits. */
const parsers = [
  ['package.json', 'json-stringify'],
  ['.json', 'json'],
  ['.ts', 'babel-ts'],
  ['.js', 'babel'],
] as const

/**
 * What the folder says to Prettier, whatever the program's own configuration is: the layout of what is generated, and that
 * pages stay as they were taken.
 */
export const formatterSettings = {
  printWidth: 80,
  tabWidth: 2,
  useTabs: false,
  endOfLine: 'lf',
  overrides: [{ files: 'sources/**', options: { rangeEnd: 0 } }],
}

/** A generated file in the layout of Prettier with its defaults. */
export async function layOut(path: string, text: string): Promise<string> {
  const [, parser] = parsers.find(([end]) => path.endsWith(end)) ?? []
  return parser === undefined ? text : format(text, { parser, plugins: [babel, estree] })
}
