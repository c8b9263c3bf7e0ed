import { pathOf } from '../document/json.ts'
import { counted } from '../text/counted.ts'
import type { RepairRule } from '../reading/draft.ts'

/** The repair in which a person's choice is kept: its line and its place. */
export const chosenPlace = 'chosen-place'

/** What the recovery of a page without indentation found beside the indentation. None of it in other pages. */
export const lostIndentation: readonly RepairRule[] = [
  {
    name: 'stray-line',
    does: 'leaves out a line that was copied from the site with the document and is none of its own',
    changesMeaning: false,
    apply({ recovered }, note) {
      for (const { line, page, document, reason } of recovered?.damages ?? []) {
        if (document === null) note([], `${JSON.stringify(page)} was left out. ${reason}`, line)
      }
    },
  },
  {
    name: chosenPlace,
    does: 'puts a line that can stand in two places where a person said',
    changesMeaning: true,
    apply({ recovered }, note) {
      for (const { line, place, text } of recovered?.chosen ?? []) {
        note(
          pathOf(place),
          `${JSON.stringify(text)} can stand in two places; it stands where a person chose.`,
          line,
        )
      }
    },
  },
  {
    name: 'edited-text',
    does: 'keeps a text whose lines do not break where its writer breaks them: it was edited after it was written',
    changesMeaning: false,
    apply({ recovered }, note) {
      for (const { line, place } of recovered?.edited ?? []) {
        note(
          pathOf(place),
          'The text was edited after it was written: its lines break elsewhere. It was kept as it is.',
          line,
        )
      }
    },
  },
  {
    name: 'other-writer',
    does: 'recovers a page of another writer than upstream uses, without the evidence of line widths',
    changesMeaning: false,
    apply({ recovered }, note) {
      if (recovered?.knownWriter !== false) return
      const lines = counted(recovered.last - recovered.first + 1, 'line')
      note([], `Another writer than upstream's made these ${lines}, so that their widths told nothing.`)
    },
  },
]
