import { readFile } from 'node:fs/promises'
import { issueText } from '../faults/parse-fault.ts'
import { messageOf } from '../message.ts'
import { validateScenario } from './validate-scenario.ts'
import { JsonTextError, parseJson, positionIn, type Located, type Position } from './parse-json.ts'
import type { Scenario } from './scenario.ts'

/** A scenario that cannot be used; the message has a line for each thing that is wrong, with its place. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
}

/** The scenario, read from its file if need be, and checked. Throws a ScenarioError. */
export async function readScenario(scenario: Scenario | string): Promise<Scenario> {
  if (typeof scenario === 'string') return parseScenario(await textOf(scenario), scenario)
  const issues = validateScenario(scenario)
  if (issues.length > 0)
    throw new ScenarioError(issues.map((issue) => issueText('scenario', issue)).join('\n'))
  return scenario
}

/** Reads a scenario's text; `file` is what messages call it, as in `faults.json:3:12`. */
export function parseScenario(text: string, file: string): Scenario {
  const { value, places } = located(text, file)
  const issues = validateScenario(value)
  if (issues.length === 0) return value as Scenario
  const lines = issues.map(({ at, message }) => {
    const index = places.get(JSON.stringify(at)) ?? 0
    return `${where(file, positionIn(text, index))} ${message}`
  })
  throw new ScenarioError(lines.join('\n'))
}

function located(text: string, file: string): Located {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    throw new ScenarioError(`${where(file, error.position)} ${error.message}`, { cause: error })
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new ScenarioError(`The scenario ${file} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}

function where(file: string, { line, column }: Position): string {
  return `${file}:${line}:${column}`
}
