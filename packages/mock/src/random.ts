import { createHash } from 'node:crypto'

/** One sequence of numbers from 0 to below 1, the same for the same seed and name. */
export interface RandomStream {
  /** The next number of the sequence. */
  next(): number
  /** The number at this place of the sequence, wherever `next` stands. */
  at(index: number): number
}

/** The mock's only source of chance. Its streams are independent: drawing from one does not shift another. */
export interface RandomSource {
  stream(name: string): RandomStream
  /** Every stream begins again. */
  reset(): void
}

export function createRandom(seed: number): RandomSource {
  const streams = new Map<string, RandomStream & { restart(): void }>()
  return {
    stream(name) {
      const stream = streams.get(name) ?? createStream(`${seed}:${name}`)
      streams.set(name, stream)
      return stream
    },
    reset() {
      for (const stream of streams.values()) stream.restart()
    },
  }
}

function createStream(name: string): RandomStream & { restart(): void } {
  const key = createHash('sha256').update(name).digest().readUInt32LE(0)
  let drawn = 0
  const at = (index: number) => mixed(key, index) / 2 ** 32
  return { at, next: () => at(drawn++), restart: () => (drawn = 0) }
}

// The finalizer of MurmurHash3 (public domain) over a Weyl sequence: any place can be drawn without those before it.
function mixed(key: number, index: number): number {
  let bits = (key + Math.imul(index + 1, 0x9e3779b9)) >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
