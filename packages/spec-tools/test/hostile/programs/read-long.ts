// Reads long texts of the kinds that make some regular expressions look at each place anew, in a process that can be stopped.
import { makeBundle } from '../../../src/bundle/bundle.ts'
import { generateTypes } from '../../../src/codegen/generate-types.ts'
import { answersSoon, linksOf as indexLinks, readPage, recognise, writeYaml } from '@apikley/pages'
import { judgeByRules } from '@apikley/judges'
import { type JsonObject, SpecError } from '@apikley/pages/document'
import { readSources, type Sources } from '../../../src/sources/read.ts'
import { takeIn } from '../../../src/sources/take-in.ts'
import { specsFolder } from '../../../src/specs-folder.ts'
import { commentText, literal, quoted } from '../../../src/text/inert.ts'
import { code, fenced, plain, tableRow } from '../../../src/text/markdown.ts'
import { printable } from '../../../src/text/printable.ts'
import { dice } from '../../../../pages/test/recovery/dice.ts'
import { wholePage } from '../page.ts'
import { firstSeed, partOf } from '../share.ts'
import { placesOf, spoilAt } from '../spoil.ts'

const sources: Sources = { ...readSources(specsFolder), pages: [], overlays: [], supplements: [] }
const units = [
  ...' \t\n`[](){}<>#/\\|:;"\'-_*@$&!?,.=+~^%'.split(''),
  '\r\n',
  '::',
  '\\|',
  '](',
  '- [',
  '- [x](y)\n',
  '- [x](y)\nz\nz\nz\n',
  '```\n',
  '```\n```\n',
  '```yaml\nopenapi: 3.0.1\n```\n',
  '# \n',
  'paths:\n',
  'paths:\n\n\n',
  'openapi:',
  '"openapi" ',
  'a.json get /',
  '<title',
  '<title>',
  '{"',
  '[{',
  '&a ',
  '*a ',
  '? ',
  '- - ',
  '"model" : ',
  '$ref: ',
  '@enum {} ',
  '# sourceMappingURL',
  'www.',
  'vendor/',
  '\u2028',
  '(?:a|a)',
  '.{0,999}',
]

const told = (what: string) => console.log(what)
const orRefused = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
  }
}

for (const unit of partOf(units, 0.3)) {
  told(`text ${JSON.stringify(unit)}`)
  const long = `${unit.repeat(Math.ceil(600_000 / unit.length))}x`
  for (const text of [long, `openapi: 3.0.1\npaths:\n${long}`]) {
    recognise(text)
    await orRefused(() => readPage({ name: 'page.md', text }))
  }
  indexLinks(long)
  for (const show of [printable, quoted, literal]) show(long)
  tableRow([plain(long), code(long)])
  fenced([long])
  commentText([long])
  answersSoon(long)
  answersSoon(long.slice(0, 900))
}

const whole = wholePage()
const places = placesOf(whole)
const { pick, shuffle } = dice(firstSeed)
for (const place of partOf(shuffle(places).slice(0, 15), 0.3)) {
  const unit = pick(units)
  told(`${place.path.join(' ')} ${JSON.stringify(unit)}`)
  const spoiled = spoilAt(whole, place, (text) => `${text}${unit.repeat(Math.ceil(200_000 / unit.length))}x`)
  await orRefused(async () => {
    const text = writeYaml(spoiled)
    const page = readPage({ name: 'page.yaml', text })
    const taken = takeIn(sources, [{ page, text, url: null, taken: '2026-11-30' }])
    const bundle: JsonObject = makeBundle(taken.sources)
    judgeByRules(bundle, page.document)
    await generateTypes(bundle)
  })
}
told('done')
