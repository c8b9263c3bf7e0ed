import { fileURLToPath } from 'node:url'
import { lint, loadConfig } from '@redocly/openapi-core'

/** One complaint of the linter. */
export interface Finding {
  readonly severity: 'error' | 'warn'
  readonly rule: string
  readonly message: string
  /** JSON pointer into the document, as `#/paths/…`. */
  readonly place: string
}

/** Lints an OpenAPI document with the rules of a `redocly.yaml`. */
export async function lintDocument(document: URL, rules: URL): Promise<Finding[]> {
  const config = await loadConfig({ configPath: fileURLToPath(rules) })
  const problems = await lint({ ref: fileURLToPath(document), config })
  return problems.map((problem) => ({
    severity: problem.severity,
    rule: problem.ruleId,
    message: problem.message,
    place: problem.location[0]?.pointer ?? '#/',
  }))
}
