import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { makeBundle } from '../../src/bundle/bundle.ts'
import { readPage } from '@apikley/pages'
import { prepare, type Prepared, type PrepareOptions } from '../../src/plan/prepare.ts'
import { releasedText } from '../../src/plan/released.ts'
import type { Intake, Refused } from '../../src/sources/outcome.ts'
import { readSources } from '../../src/sources/read.ts'
import { takeIn } from '../../src/sources/take-in.ts'

export const repository = fileURLToPath(new URL('../../../../', import.meta.url))
/** The model of the only page of the repositories that tests begin with. */
export const model = 'kite/1-text-to-video'
const lock = { index: null, server: 'https://api.apikley.ru', twins: ['https://api.kie.ai'], pages: [] }
/** What pages lack: a code, and words for a field. */
export const supplement = [
  'x-supplement: { title: Invented, reason: Invented. }',
  'components:',
  '  schemas:',
  '    ApiResponse:',
  '      properties:',
  '        code:',
  '          enum: [433]',
  '          x-evidence: { level: documented, source: Invented. }',
  '        msg:',
  '          description: In words',
  '          x-evidence: { level: documented, source: Invented. }',
  '',
].join('\n')

let pattern: Promise<string> | undefined

/**
 * A repository as a plan sees one: invented pages beside our own package of types. What upstream says today is none of
 * these tests' business; they run in every upgrade. What is generated is its last release.
 */
export async function copyRepository(): Promise<string> {
  pattern ??= makeRepository()
  const root = await mkdtemp(path.join(tmpdir(), 'spec-plan-'))
  await cp(await pattern, root, { recursive: true })
  return root
}

async function makeRepository(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'spec-plan-'))
  process.once('exit', () => rmSync(root, { recursive: true, force: true }))
  for (const folder of ['specs/overlays', 'specs/supplements', '.changeset']) {
    await mkdir(path.join(root, folder), { recursive: true })
  }
  for (const file of ['package.json', 'src', 'test']) {
    const from = path.join(repository, 'packages/types', file)
    await cp(from, path.join(root, 'packages/types', file), { recursive: true })
  }
  await writeFile(path.join(root, 'specs/sources.json'), JSON.stringify(lock))
  await writeFile(path.join(root, 'specs/supplements/invented.yaml'), supplement)
  const first = [intakeOf(await kitePage())]
  const { sources } = takeIn(readSources(pathToFileURL(path.join(root, 'specs/'))), first)
  await writeFile(path.join(root, 'specs/released.json'), releasedText(makeBundle(sources)))
  await (await prepare(root, { intakes: first, refused: [], withdrawn: [] })).write()
  await rm(path.join(root, '.changeset/spec-upgrade.md'), { force: true })
  return root
}

export function removeCopy(root: string): Promise<void> {
  return rm(root, { recursive: true, force: true })
}

type Replacement = readonly [there: string, instead: string]

/** The page that is there from the beginning, with words replaced; each must be there. */
export function kitePage(...changes: readonly Replacement[]): Promise<string> {
  return pageWith(new URL('kite-page.yaml', import.meta.url), changes)
}

/** A page of another model, `lantern/mini-2`. */
export function lanternPage(...changes: readonly Replacement[]): Promise<string> {
  return pageWith(new URL('../../../pages/test/fixtures/lantern-page.yaml', import.meta.url), changes)
}

async function pageWith(file: URL, changes: readonly Replacement[]): Promise<string> {
  let text = await readFile(file, 'utf8')
  for (const [there, instead] of changes) {
    if (!text.includes(there)) throw new Error(`the page does not hold ${JSON.stringify(there)}`)
    text = text.replaceAll(there, instead)
  }
  return text
}

export async function planPages(
  root: string,
  texts: readonly string[],
  options?: PrepareOptions,
  refused: readonly Refused[] = [],
): Promise<Prepared> {
  return prepare(root, { intakes: texts.map(intakeOf), refused, withdrawn: [] }, options)
}

function intakeOf(text: string, index = 0): Intake {
  return { page: readPage({ name: `page-${index}.yaml`, text }), text, url: null, taken: '2026-11-30' }
}

/** `types: 'minor'`, and so on. */
export function bumpsOf({ plan }: Prepared): Record<string, string> {
  return Object.fromEntries(
    plan.bumps.map(({ package: name, bump }) => [name.replace('@apikley/', ''), bump]),
  )
}

/** What the version step of a release does with the spec: all that was told is out, and the next plan begins here. */
export async function release(root: string): Promise<void> {
  await cp(path.join(root, 'specs/openapi.json'), path.join(root, 'specs/released.json'))
  await rm(path.join(root, '.changeset/spec-upgrade.md'), { force: true })
}
