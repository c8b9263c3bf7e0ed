/**
 * A folder of pages with a lock: what is fetched for it, taken in and read again, what a new version of a page changes,
 * and how its files are written, all or none of them. Loads no compiler; code generation is `@apikley/spec-tools`.
 */
export { modelDocument } from './bundle/assemble.ts'
export { documentedSchema } from './codegen/input-schema.ts'
export { mapSchema } from './codegen/map-schema.ts'
export { moduleFile, warningOf } from './codegen/print.ts'
export { readChoices } from './commands/gather-named.ts'
export { gather, type Gathered, type GatherOptions } from './fetching/gather.ts'
export { type ApiChange, knowledge } from './judging/knowledge.ts'
export { type LockedPage, sha256 } from './sources/lock.ts'
export { pageEntries, readLockedPages } from './sources/lock-text.ts'
export type { PageOutcome } from './sources/outcome.ts'
export { readSourcePage, type SourcePage, type Sources } from './sources/read.ts'
export { takeIn } from './sources/take-in.ts'
export { literal } from './text/inert.ts'
export { carryOut, contentOf, finishInterrupted, type Step } from './writing/log.ts'
