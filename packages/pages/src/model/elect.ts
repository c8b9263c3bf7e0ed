import { saidByModel, type Vote } from './votes.ts'

/** Which model a page is about, or that this cannot be said. */
export type Election = { readonly id: string } | { readonly undecided: true }

/**
 * What the schema allows stands unless the rest of the page says otherwise clearly: another id needs three parts of the
 * page that name it, and more than name the schema's. Of several ids that the schema allows, all may be meant: one is
 * taken only if the description of `model` names it alone, two more parts do, and none names another.
 */
export function elect(allowed: readonly string[], votes: readonly Vote[]): Election {
  const count = (id: string) => votes.filter((vote) => vote.id === id).length
  const ids = [...new Set([...votes.map(({ id }) => id), ...allowed])].toSorted(
    (left, right) => count(right) - count(left),
  )
  const [first, second] = ids
  if (first === undefined) return { undecided: true }
  const others = second === undefined ? 0 : count(second)
  const [own] = allowed
  if (allowed.length === 1 && first === own)
    return count(first) > others ? { id: first } : { undecided: true }
  if (allowed.length === 0) return count(first) >= 2 && others === 0 ? { id: first } : { undecided: true }
  if (count(first) < 3 || count(first) <= others) return { undecided: true }
  if (allowed.length > 1) {
    const isSaid = votes.some(({ id, where }) => id === first && where === saidByModel)
    if (!isSaid || others > 0 || !allowed.includes(first)) return { undecided: true }
  }
  return { id: first }
}

/** Who says what, for a person who has to decide. */
export function describeVotes(allowed: readonly string[], votes: readonly Vote[]): string {
  const ids = [...new Set([...votes.map(({ id }) => id), ...allowed])]
  return ids
    .map((id) => {
      const parts = votes
        .filter((vote) => vote.id === id)
        .map(({ where, line }) => (line === undefined ? where : `${where} (line ${line})`))
      return `${id}: ${parts.length > 0 ? parts.join(', ') : 'nothing but the enum'}`
    })
    .join('; ')
}
