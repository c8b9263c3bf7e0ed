import { readFile } from 'node:fs/promises'
import { asNode } from '../contract/document.ts'
import { issueFinder, type Issue } from '../faults/issues.ts'
import { issueText } from '../faults/parse-fault.ts'
import { validateFault } from '../faults/validate-fault.ts'
import { messageOf } from '../message.ts'
import { parseJson, placeIn, ScenarioError } from './parse-json.ts'
import type { Scenario } from './scenario.ts'
import { scenarioSchema } from './schema.ts'

const memberIssues = issueFinder(() => scenarioSchema({}))

function issuesOf(value: unknown): Issue[] {
  const faults = asNode(value)['faults']
  const inFaults = (Array.isArray(faults) ? faults : []).flatMap((fault, index) =>
    validateFault(fault).map(({ at, message }): Issue => ({ at: ['faults', index, ...at], message })),
  )
  return [...memberIssues(value), ...inFaults]
}

/** The scenario, read from its file if need be, and checked. Throws a ScenarioError. */
export async function readScenario(scenario: Scenario | string): Promise<Scenario> {
  if (typeof scenario === 'string') return parseScenario(await textOf(scenario), scenario)
  const issues = issuesOf(scenario)
  if (issues.length > 0)
    throw new ScenarioError(issues.map((issue) => issueText('scenario', issue)).join('\n'))
  return scenario
}

/** Reads a scenario's text; `file` is what messages call it, as in `faults.json:3:12`. */
export function parseScenario(text: string, file: string): Scenario {
  const { value, positionOf } = parseJson(text, file)
  const issues = issuesOf(value).map(({ at, message }) => ({ position: positionOf(at), message }))
  if (issues.length === 0) return value as Scenario
  const inOrder = issues.toSorted(
    ({ position: one }, { position: other }) => one.line - other.line || one.column - other.column,
  )
  throw new ScenarioError(
    inOrder.map(({ position, message }) => `${placeIn(file, position)} ${message}`).join('\n'),
  )
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new ScenarioError(`The scenario ${file} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}
