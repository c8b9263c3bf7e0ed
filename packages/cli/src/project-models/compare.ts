import { type Bump, highest, judgeByRules } from '@apikley/judges'
import { type ApiChange, knowledge, modelDocument, type SourcePage } from '@apikley/spec-tools/sources'
import { servers } from './state.ts'

/** What a new version of a page changes for those who use its model. */
export interface ModelChanges {
  readonly model: string
  /** By how much a program that shows the model's types to others has to raise its version. */
  readonly level: Bump
  readonly changes: readonly ApiChange[]
}

/** The models whose pages differ, in their order. Pages that came or went are not among them. */
export function compareModels(
  before: readonly SourcePage[],
  after: readonly SourcePage[],
): readonly ModelChanges[] {
  const old = new Map(before.map((page) => [page.lock.model, page]))
  return after.flatMap((page): ModelChanges[] => {
    const { model, files } = page.lock
    const known = old.get(model)
    if (!known || known.lock.files.published.sha256 === files.published.sha256) return []
    const [one, other] = [known, page].map((version) => modelDocument(version, servers.server))
    const changes = judgeByRules(one ?? {}, other ?? {}, knowledge)
    return [{ model, level: highest(changes.map(({ level }) => level)), changes }]
  })
}

/** The highest level of several. */
export function worst(changes: readonly ModelChanges[]): Bump {
  return highest(changes.map(({ level }) => level))
}
