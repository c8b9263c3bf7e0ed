import { pathOf } from '../document/json.ts'
import { counted } from '../text/counted.ts'
import type { RepairRule } from '../reading/draft.ts'

/** The repair in which a person's choice is kept: its line and its place. */
export const chosenPlace = 'chosen-place'

/** What the recovery of a page without indentation found beside the indentation. None of it in other pages. */
export const lostIndentation: readonly RepairRule[] = [
  {
    name: 'stray-line',
    changesMeaning: false,
    apply({ recovered }, note) {
      for (const { line, page, document, reason } of recovered?.damages ?? []) {
        if (document === null) note([], `${JSON.stringify(page)} was left out. ${reason}`, line)
      }
    },
  },
  {
    name: chosenPlace,
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
    changesMeaning: false,
    apply({ recovered }, note) {
      if (recovered?.knownWriter !== false) return
      const lines = counted(recovered.last - recovered.first + 1, 'line')
      note([], `Another writer than upstream's made these ${lines}, so that their widths told nothing.`)
    },
  },
]
