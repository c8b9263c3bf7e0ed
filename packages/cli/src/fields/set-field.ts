import { UsageError } from '../command-error.ts'
import type { Step } from './schema-node.ts'

/** Puts a value into an input, with the objects and lists on the way there. */
export function setField(input: object, name: string, steps: readonly Step[], value: unknown): void {
  let place: Record<Step, unknown> = Object(input)
  for (const [index, step] of steps.entries()) {
    if (Array.isArray(place) !== (typeof step === 'number')) throw clash(name)
    if (typeof step === 'number' && step > Object.keys(place).length) {
      throw new UsageError(`'${name}' leaves a gap in the list: number its places from 0. Nothing was sent.`)
    }
    const isThere = Object.hasOwn(place, step)
    if (index === steps.length - 1) {
      if (isThere) throw new UsageError(`'${name}' is given twice. Nothing was sent.`)
      place[step] = value
      return
    }
    if (!isThere) place[step] = typeof steps[index + 1] === 'number' ? [] : {}
    const inner = place[step]
    if (typeof inner !== 'object' || inner === null) throw clash(name)
    place = inner as Record<Step, unknown>
  }
}

function clash(name: string): UsageError {
  return new UsageError(`'${name}' does not fit what was given beside it. Nothing was sent.`)
}
