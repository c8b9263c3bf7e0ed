/**
 * What changed between two OpenAPI documents, and how much a release of what is made of them has to raise its version.
 * Knows nothing of any API: what its documents do not say is handed in as `Knowledge`. Loads no compiler; the judge of
 * types is `@apikley/judges/types`.
 */
export { type Bump, bumps, type Change, type Direction, highest } from './change.ts'
export type { Detail, Finding, Subject } from './finding.ts'
export { judgeByRules } from './judge.ts'
export type { FieldChange, FieldFacts, Knowledge, OperationFacts, Versions } from './knowledge.ts'
export { type Rule, type RuleGroup, rowsOf, rules } from './table.ts'
export { printChanges } from './telling/print.ts'
