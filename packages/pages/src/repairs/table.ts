import type { RepairRule } from '../reading/draft.ts'
import { bearerScheme } from './bearer-scheme.ts'
import { brokenRef } from './broken-ref.ts'
import { callbackKey } from './callback-key.ts'
import { illegalComponentName } from './component-name.ts'
import { constModel } from './const-model.ts'
import { editorKeys } from './editor-keys.ts'
import { emptyKeywords } from './empty-keywords.ts'
import { envelope } from './envelope.ts'
import { exampleLists } from './example-lists.ts'
import { hiddenEmail } from './hidden-email.ts'
import { invalidExample } from './invalid-example.ts'
import { lostIndentation } from './lost-indentation.ts'
import { nullable } from './nullable.ts'
import { percentEncodedRef } from './percent-encoded-ref.ts'
import { slowPattern } from './slow-pattern.ts'
import { spaceInName } from './space-in-name.ts'
import { textExample } from './text-example.ts'
import { untrueModel } from './untrue-model.ts'
import { yamlAliases } from './yaml-aliases.ts'

/**
 * Every repair there is, in the order in which they are made: what was made before the text was YAML first; then what the
 * editor left behind, since it refers to things too; names and references before what follows references; examples last, against what they should obey by then.
 */
export const repairRules: readonly RepairRule[] = [
  ...lostIndentation,
  yamlAliases,
  editorKeys,
  percentEncodedRef,
  illegalComponentName,
  brokenRef,
  spaceInName,
  bearerScheme,
  callbackKey,
  hiddenEmail,
  nullable,
  slowPattern,
  exampleLists,
  constModel,
  untrueModel,
  envelope,
  emptyKeywords,
  textExample,
  invalidExample,
]
