import type { Bump } from '@apikley/judges'
import type { ApiChange } from '@apikley/spec-tools/sources'
import type { Printer, Style } from '../terminal/printer.ts'
import { type ModelChanges, worst } from './compare.ts'

const directions = { send: 'what you send', receive: 'what you receive', both: 'both ways' } as const

const levels: Readonly<Record<Bump, { readonly word: string; readonly style: Style }>> = {
  major: { word: 'breaking', style: 'red' },
  minor: { word: 'new', style: 'green' },
  patch: { word: 'words', style: 'dim' },
  none: { word: 'nothing', style: 'dim' },
}

const meanings: Readonly<Record<Bump, string>> = {
  major:
    'For your program: breaking. It may not compile, or be refused, until you follow; if others use its types, raise its major version.',
  minor: 'For your program: it goes on working. If others use its types, raise its minor version.',
  patch: 'For your program: nothing but words. A patch version is enough.',
  none: 'For your program: nothing that a rule knows; compare the pages before you commit.',
}

/** Tells what changed model by model, what sets a price in lines of its own, and what all of it means for the program. */
export function tellChanges(printer: Printer, models: readonly ModelChanges[]): void {
  for (const { model, changes } of models) {
    printer.note(model, 'bold')
    const money = changes.filter((change) => change.money)
    for (const change of changes.filter((one) => !one.money)) {
      const { word, style } = levels[change.level]
      printer.note(`  ${word.padEnd(9)} ${line(change)}`, style)
    }
    for (const change of money) printer.note(`  ${'money'.padEnd(9)} ${line(change)}`, 'yellow')
    if (changes.length === 0) printer.note('  nothing   that concerns a program')
  }
  if (models.length > 0) printer.note(meanings[worst(models)], 'bold')
}

function line({ direction, text }: ApiChange): string {
  return `${directions[direction]}: ${text.replaceAll('\n', ' ')}`
}
