import { createRandom } from '../../src/random.ts'

/** Draws from a seed, so that what failed can be had again. */
export interface Draw {
  /** A whole number from 0 to below this. */
  below: (end: number) => number
  chance: (probability: number) => boolean
  pick: <One>(list: readonly One[]) => One
  /** So many bytes of any kind, as Latin-1. */
  noise: (length: number) => string
}

export function drawFrom(seed: number): Draw {
  const random = createRandom(seed).stream('draw')
  const below = (end: number) => Math.floor(random.next() * end)
  return {
    below,
    chance: (probability) => random.next() < probability,
    pick: <One>(list: readonly One[]) => list[below(list.length)] as One,
    noise: (length) => Array.from({ length }, () => String.fromCharCode(below(256))).join(''),
  }
}
