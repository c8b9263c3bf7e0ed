import { UsageError } from '../command-error.ts'
import { suggestion } from '../suggestion.ts'
import type { Step } from './schema-node.ts'

/** A word of the command line that gives a field. */
export interface FieldWord {
  /** The name as it was written. */
  readonly name: string
  readonly steps: readonly Step[]
  readonly value: string
  /** `:=`: the value is JSON. */
  readonly isJson: boolean
}

/** Reads `name=text`, `name:=json`, `name=@file`; names may lead into objects and lists: `a.b`, `a[0].b`. */
export function parseWord(word: string, known: readonly string[]): FieldWord {
  const [, name = '', operator = '', value = ''] = /^([^=:]+)(:?=)([^]*)$/.exec(word) ?? []
  if (!name.trim()) {
    const [guess = ''] = word.split(':')
    const hint = suggestion(guess, known)
    throw new UsageError(
      `'${word}' is no field: a field of the model is written name=value${hint}. Nothing was sent.`,
      "For example: prompt='a lighthouse at dusk' duration=5 image_url=@photo.png seed:=7",
    )
  }
  return { name, steps: stepsOf(name, known), value, isJson: operator === ':=' }
}

/** Where a name leads: `a.b`, `a[0].b`, unless the model has a field of just that name. */
export function stepsOf(name: string, known: readonly string[]): Step[] {
  if (known.includes(name)) return [name]
  const steps = name
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((step): Step => (/^\d+$/.test(step) ? Number(step) : step))
  const isUsable = steps.every((step) => step !== '' && step !== '__proto__') && typeof steps[0] === 'string'
  if (isUsable) return steps
  throw new UsageError(`'${name}' is no name of a field. Nothing was sent.`)
}
