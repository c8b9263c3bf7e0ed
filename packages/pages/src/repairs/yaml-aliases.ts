import { counted } from '../text/counted.ts'
import type { RepairRule } from '../reading/draft.ts'

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
