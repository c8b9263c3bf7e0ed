import { byPerson, chosenPlace, type PageChoices, untrueModel } from '@apikley/pages'
import { type LockedPage, sha256 } from './lock.ts'

/** What a person decided about this very text when it was taken in: nobody is asked the same thing twice. */
export function decidedBefore(pages: readonly LockedPage[], text: string): PageChoices {
  const digest = sha256(text)
  const known = pages.find(({ files }) => files.published.sha256 === digest)
  if (!known) return {}
  const lines = known.repairs.flatMap(({ name, line, place }) => {
    return name === chosenPlace && line !== undefined ? [{ line, place }] : []
  })
  const isChosen = known.repairs.some(({ name, text: told }) => {
    return name === untrueModel.name && told.includes(byPerson)
  })
  return { ...(isChosen && { model: known.model }), ...(lines.length > 0 && { lines }) }
}
