/** Random choices that are the same for the same seed. */
export interface Dice {
  readonly chance: (probability: number) => boolean
  /** A whole number from 0, below the limit. */
  readonly below: (limit: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  readonly shuffle: <T>(list: readonly T[]) => T[]
  readonly word: () => string
  readonly words: (count: number) => string
}

const vocabulary =
  'lamp wick glass amber shade tide meadow signal harbour copper thread orchard quiet distant bright paper ribbon engine cloud river'.split(
    ' ',
  )

export function dice(seed: number): Dice {
  let state = seed * 2_654_435_761
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }
  const word = () => pick(vocabulary)
  return {
    chance: (probability) => next() < probability,
    below,
    pick,
    shuffle: (list) => {
      const rest = [...list]
      return list.map(() => rest.splice(below(rest.length), 1)).flat()
    },
    word,
    words: (count) => Array.from({ length: count }, word).join(' '),
  }
}
