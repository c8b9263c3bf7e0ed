import type { ScalarKind } from '../lines.ts'

/** Whether data of a kind can be of a type of JSON Schema. `null` fits all: examples say so of fields that may lack. */
export function fitsType(kind: string, type: string): boolean {
  return kind === 'null' || kind === 'alias' || kindsOf[type]?.includes(kind) !== false
}

const kindsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  integer: ['integer'],
  number: ['integer', 'number'],
  boolean: ['boolean'],
  object: ['map'],
  array: ['list'],
  null: [],
} satisfies Record<string, readonly ScalarKind[]>
