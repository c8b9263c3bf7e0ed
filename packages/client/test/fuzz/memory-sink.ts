import type { Sink } from '@apikley/client'

/** A sink that keeps the bytes, and notes whatever its interface does not promise. */
export interface MemorySink extends Sink {
  readonly bytes: number[]
  /** What was called, in order; writes once in a row. */
  readonly calls: string[]
  readonly faults: string[]
}

export function memorySink(canRestart: boolean): MemorySink {
  const bytes: number[] = []
  const calls: string[] = []
  const faults: string[] = []
  const called = (name: string): void => {
    const last = calls.at(-1)
    if (last === 'commit' || last === 'abort') faults.push(`${name} after ${last}`)
    if (last !== 'write' || name !== 'write') calls.push(name)
  }
  return {
    bytes,
    calls,
    faults,
    write: (piece, at) => {
      called('write')
      if (at !== bytes.length) faults.push(`${at} is not the end, ${bytes.length}`)
      for (const byte of piece) bytes.push(byte)
    },
    ...(canRestart && {
      restart: () => {
        called('restart')
        bytes.length = 0
      },
    }),
    commit: () => called('commit'),
    abort: () => called('abort'),
  }
}
