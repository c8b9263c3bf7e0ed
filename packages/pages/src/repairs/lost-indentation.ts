import { listAt, objectAt, pathOf, sameJson } from '../document/json.ts'
import type { RepairRule } from '../reading/draft.ts'
import { counted } from '../text/limits.ts'

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

/** `email: [email protected]`: YAML reads what hides an address on a web page as a list. */
export const hiddenEmail: RepairRule = {
  name: 'hidden-email',
  changesMeaning: false,
  apply({ document, recovered }, note) {
    for (const { line, place, document: quoted, reason } of recovered?.damages ?? []) {
      if (quoted !== null) note(pathOf(place), `The address was put in quotes. ${reason}`, line)
    }
    const contact = objectAt(document, 'info', 'contact')
    if (!sameJson(listAt(contact, 'email'), ['email protected'])) return
    contact['email'] = '[email protected]'
    note(
      ['info', 'contact', 'email'],
      'The address is hidden on the page, which made a list of it; it was read as text.',
    )
  },
}

/** `*ref_0`: what its anchor shares is written out in each place, since JSON has no such thing. */
export const yamlAliases: RepairRule = {
  name: 'yaml-aliases',
  changesMeaning: false,
  apply({ aliases }, note) {
    const lines = aliases.map(String)
    if (lines.length > 0)
      note([], `${counted(lines.length, 'alias', 'aliases')} written out, on line ${lines.join(', ')}.`)
  },
}
