import { listAt, objectAt, pathOf, sameJson } from '../document/json.ts'
import type { RepairRule } from '../reading/draft.ts'

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
