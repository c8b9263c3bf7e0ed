import { allFlags, type Flag } from './arguments.ts'

const column = 26

export const help: string = `Usage: apikley-mock [options]

The Apikley video generation API on your own machine.

${Object.entries(allFlags).map(linesOf).join('\n')}
`

function linesOf([name, { value, short, help: text }]: [string, Flag]): string {
  const names = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`
  return `  ${names} `.padEnd(column) + text.replaceAll('\n', `\n${' '.repeat(column)}`)
}
