import type { RepairRule } from '../reading/draft.ts'
import { bearerScheme, callbackKey, constModel, nullable } from './spelling.ts'
import { brokenRef, illegalComponentName, percentEncodedRef } from './references.ts'
import { editorKeys, emptyKeywords, slowPattern } from './left-out.ts'
import { envelope } from './envelope.ts'
import { exampleLists, invalidExample, textExample } from './examples.ts'
import { hiddenEmail, lostIndentation, yamlAliases } from './lost-indentation.ts'
import { spaceInName } from './space-in-name.ts'
import { untrueModel } from './untrue-model.ts'

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
