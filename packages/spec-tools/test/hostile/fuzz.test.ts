import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { knowledge } from '../../src/judging/knowledge.ts'
import { makeBundle } from '../../src/bundle/bundle.ts'
import { generateTypes } from '../../src/codegen/generate-types.ts'
import { readModels } from '../../src/codegen/models.ts'
import { readPage, writeYaml } from '@apikley/pages'
import { type Json, SpecError } from '@apikley/pages/document'
import { judgeByRules } from '@apikley/judges'
import { changesetText } from '../../src/plan/changeset.ts'
import { describePlan } from '../../src/plan/describe-plan.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { readSources, type Sources } from '../../src/sources/read.ts'
import { takeIn } from '../../src/sources/take-in.ts'
import { specsFolder } from '../../src/specs-folder.ts'
import { refusalOf, unchangedOf } from '../../src/upgrade/summary.ts'
import { type Dice, dice } from '../../../pages/test/recovery/dice.ts'
import { hostileTexts } from '../text/hostile-texts.ts'
import { wholePage } from './page.ts'
import { firstSeed, partOf } from './share.ts'
import { type Place, placesOf, spoilAt, spoilEverywhere } from './spoil.ts'

const sources: Sources = { ...readSources(specsFolder), pages: [], overlays: [], supplements: [] }
const importer = fileURLToPath(new URL('programs/import-all.ts', import.meta.url))

const whole = wholePage()
const places = placesOf(whole)
/** Names that stand in several places, which have to change together. */
const names = [
  'clay/still',
  'prompt',
  'frame',
  'Frame',
  'Answer',
  'Poor',
  'BearerAuth',
  'done',
  'lamp',
  'size',
  'data',
]

/** A page that was spoiled, and where, for a message. */
interface Spoiled {
  readonly told: string
  readonly name: string
  readonly text: string
}

function spoil({ pick, chance }: Dice, first: Place): Spoiled {
  const steps: string[] = []
  let document: Json = whole
  for (const place of [first, ...(chance(0.3) ? [pick(places)] : [])]) {
    const hostile = pick(hostileTexts)
    const change = pick([
      () => hostile,
      (text: string) => text + hostile,
      (text: string) => hostile + text,
      (text: string) => `${text.slice(0, 2)}${hostile}${text.slice(2)}`,
    ])
    steps.push(
      `${place.path.join(' ')}${place.isName ? ' (name)' : ''}: ${JSON.stringify(hostile.slice(0, 60))}`,
    )
    document = spoilAt(document, place, change)
  }
  return { told: steps.join(', '), ...written(pick, document) }
}

function written(pick: Dice['pick'], document: Json): Omit<Spoiled, 'told'> {
  const heading = pick(['Clay Still', ...hostileTexts])
  return pick([
    () => ({ name: 'page.yaml', text: writeYaml(document) }),
    () => ({ name: 'page.json', text: JSON.stringify(document, null, 2) }),
    () => ({
      name: `${pick(hostileTexts).slice(0, 100)}.md`,
      text: `# ${heading}\n\n## OpenAPI\n\n\`\`\`\`yaml clay.json post /api/v1/jobs/createTask\n${writeYaml(document)}\`\`\`\`\n`,
    }),
  ])()
}

/** Tags that lead elsewhere, or that are none of ours, in Markdown that we made. */
function leadsElsewhere(markdown: string): string[] {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
  return [...html.matchAll(/<([a-z]\w*)[^>]*>/gi)]
    .map(([, tag = '']) => tag)
    .filter((tag) => !['p', 'ul', 'li', 'code', 'strong', 'em', 'h2', 'pre', 'table', 'hr'].includes(tag))
}

/** Takes a page in as the commands do. Answers its bundle, or why it was refused. */
async function takeInPage({ name, text }: Spoiled) {
  try {
    const page = readPage({ name, text })
    const taken = takeIn(sources, [{ page, text, url: null, taken: '2026-11-30' }])
    const refused = taken.pages.filter(({ status }) => status === 'refused')
    if (refused.length > 0) return { refused: refused.flatMap(({ reasons }) => reasons) }
    const bundle = makeBundle(taken.sources)
    return { bundle, taken, generated: await generateTypes(bundle) }
  } catch (error) {
    // Anything else is a mistake of ours, and fails the test.
    if (error instanceof SpecError) return { refused: error.problems }
    throw error
  }
}

test('hostile text in any place of a page is refused, or becomes nothing but text', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hostile-pages-'))
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  const base = await takeInPage({ told: '', name: 'page.yaml', text: writeYaml(whole) })
  expect(base.refused).toBeUndefined()
  const every = [
    ...places.map((place, index) => spoil(dice(firstSeed + index), place)),
    ...names.flatMap((name, index) =>
      dice(firstSeed - index)
        .shuffle(hostileTexts)
        .slice(0, 15)
        .map((hostile, round) => ({
          told: `${name} everywhere: ${JSON.stringify(hostile.slice(0, 60))}`,
          ...written(dice(firstSeed + index * 100 + round).pick, spoilEverywhere(whole, name, hostile)),
        })),
    ),
  ]
  const spoiled = partOf(every, 0.2)
  const wanted: { file: string; exported: Record<string, unknown> }[] = []
  const seen = new Set<string>()
  const problems: string[] = []
  const counts = { refused: 0, taken: 0 }
  try {
    for (const [index, page] of spoiled.entries()) {
      // One after the other: a failure tells of its page.
      // oxlint-disable-next-line no-await-in-loop
      const result = await takeInPage(page).catch((error: unknown) => {
        throw new Error(`${page.told} (${page.name})`, { cause: error })
      })
      if (result.refused) {
        counts.refused += 1
        if (result.refused.join('').trim() === '') problems.push(`${page.told}: refused without a reason`)
        problems.push(...leadsElsewhere(refusalOf(result.refused)).map((tag) => `${page.told}: <${tag}>`))
        continue
      }
      counts.taken += 1
      const { bundle, taken, generated } = result
      const changes = judgeByRules(base.bundle!, bundle, knowledge).map((change) => ({
        ...change,
        judges: [],
      }))
      const plan: Plan = { pages: taken.pages, changes, bumps: [], blockers: [], notes: [], files: new Map() }
      describePlan(plan, '')
      const markdown = [
        unchangedOf(plan),
        (
          changesetText([{ package: '@apikley/types', bump: 'minor', judges: [], reason: '' }], changes) ?? ''
        ).replace(/^---[^]*?---\n/, ''),
      ]
      problems.push(...markdown.flatMap(leadsElsewhere).map((tag) => `${page.told}: <${tag}>`))
      for (const [file, text] of generated.modules) {
        // Most pages have most of their modules in common.
        if (seen.has(text)) continue
        seen.add(text)
        const target = path.join(folder, String(index), file)
        mkdirSync(path.dirname(target), { recursive: true })
        writeFileSync(target, text)
        const models = readModels(bundle).filter((model) => `models/${model.path}.ts` === file)
        const exported = models.map(({ value, id, kind, checks, fields }) => [
          value,
          { id, kind, schema: checks, fields },
        ])
        wanted.push({ file: target, exported: JSON.parse(JSON.stringify(Object.fromEntries(exported))) })
      }
      for (const text of generated.schemas.values()) JSON.parse(text)
    }
    expect(problems).toEqual([])
    const list = path.join(folder, 'wanted.json')
    writeFileSync(list, JSON.stringify(wanted))
    const printed = execFileSync(process.execPath, [importer, list], { encoding: 'utf8', timeout: 900_000 })
    expect(JSON.parse(printed)).toEqual({ imported: wanted.length, noticed: [] })
    // Else this would prove nothing.
    expect(counts.taken).toBeGreaterThan(spoiled.length / 3)
    expect(counts.refused).toBeGreaterThan(spoiled.length / 20)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 900_000)
