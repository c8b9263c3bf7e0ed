import { createHash } from 'node:crypto'

/** The number from 0 to below 1 that stands at a place of a sequence: the same for the same seed, name and index. */
export function seededRandom(seed: number, name: string, index: number): number {
  return createHash('sha256').update(`${seed}:${name}:${index}`).digest().readUInt32LE(0) / 2 ** 32
}
