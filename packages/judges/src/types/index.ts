/**
 * What two versions of generated types mean for programs that were written against the first, as TypeScript's compiler
 * decides it. Loads the compiler.
 */
export { type Compilation, compile, type CompileError, type Shape } from '../engines/typescript.ts'
export type { Pair } from './compare-shapes.ts'
export { judgeOperations, type TypedDocument } from './judge-operations.ts'
export { judgeReceived } from './judge-received.ts'
export { judgeSent } from './judge-sent.ts'
export { type Place, placeOf, type TypePath, writePath } from './place.ts'
export { type Subject, type TypeRuleId, typeRules, verdict } from './subject.ts'
