import { createTaskSchema } from '../codegen/models.ts'
import { at, type JsonObject, SpecError } from '@apikley/pages/document'
import { type Bump, highest, judgeByRules, printChanges } from '@apikley/judges'
import { readTextFile } from '../fetching/files.ts'
import { type ApiChange, knowledge } from '../judging/knowledge.ts'
import { judgeByTypes } from '../types-judge/judge.ts'
import { isTypeTest, readTypesPackage, type TypesPackage } from '../types-judge/types-package.ts'
import { openPage } from '@apikley/pages'
import { tellOnce } from '../plan/told-once.ts'
import { print, printError } from '../text/print.ts'

export interface DiffOptions {
  readonly json?: boolean
}

/** Tells what changed between two documents, wherever they lie, and what a release would have to make of it. */
export async function diff(older: string, newer: string, { json }: DiffOptions): Promise<void> {
  const [before, after] = [await readDescription(older), await readDescription(newer)]
  const changes = await bothJudges(before, after)
  const bump = highest(changes.map(({ level }) => level))
  print(json ? asJson(bump, changes) : printChanges(changes).trimEnd())
}

/** Which judge saw a change is the plan's to tell. */
function asJson(bump: Bump, changes: readonly ApiChange[]): string {
  return JSON.stringify({ bump, changes }, (key, value: unknown) => (key === 'judges' ? undefined : value), 2)
}

/** The rules judge any two documents; the compiler only what becomes types, which is what names models. */
async function bothJudges(before: JsonObject, after: JsonObject): Promise<readonly ApiChange[]> {
  const byRules = judgeByRules(before, after, knowledge)
  const haveModels = [before, after].every((document) => at(document, ...createTaskSchema) !== undefined)
  try {
    return tellOnce(
      byRules,
      haveModels ? await judgeByTypes(before, after, { types: await withoutTests() }) : [],
    )
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    printError(`Judged by the rules alone, since there are no types to compare. ${error.message}`)
    return tellOnce(byRules, [])
  }
}

/** The type tests of the repository hold for its own bundle: they say nothing of two documents from elsewhere. */
async function withoutTests(): Promise<TypesPackage> {
  const types = await readTypesPackage()
  return { ...types, files: new Map([...types.files].filter(([file]) => !isTypeTest(file))) }
}

/** @throws SpecError when there is no such file, or no OpenAPI document in it. */
async function readDescription(file: string): Promise<JsonObject> {
  return openPage({ name: file, text: await readTextFile(file) }, {}).document
}
