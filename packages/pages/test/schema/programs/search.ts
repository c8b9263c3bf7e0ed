// Runs patterns on texts that make most patterns slow, as JavaScript runs them, in a process that can be stopped.
import { readFileSync } from 'node:fs'

const patterns: string[] = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const texts = ['a', 'b', 'ab', 'aab', 'a-', '-', 'a a ', '\u{1F5FC}'].flatMap((unit) =>
  ['', 'a', '!', '\n'].map((end) => unit.repeat(100_000) + end),
)
for (const pattern of patterns) {
  console.log(pattern)
  const expression = new RegExp(pattern, 'u')
  for (const text of texts) expression.test(text)
}
console.log('done')
