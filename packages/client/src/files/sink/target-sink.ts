import { ValidationError } from '../../errors/kinds.ts'
import { isPlainObject, show } from '../../schema/values.ts'
import type { SaveTarget } from '../save-options.ts'
import { openDisk } from './disk.ts'
import { readPath, tryPath } from './file-place.ts'
import { createFileSink } from './file-sink.ts'
import { type FileFacts, onDisk, type Origin, unusableTarget } from './on-disk.ts'
import type { Sink } from './sink.ts'
import { createStreamSink, tryStream } from './stream-sink.ts'
import { createWritableSink, type NodeWritable, tryWritable } from './writable-sink.ts'

/** A target as it is meant now: a path is absolute from here on. Throws a `ValidationError` for what is none. */
export function readTarget(given: unknown, origin: Origin): SaveTarget {
  if (typeof given === 'string') return readPath(given, origin)
  if (isStream(given) || isSink(given) || isWritable(given)) return given
  const hint = given instanceof URL ? '; fileURLToPath of node:url makes a path of it' : ''
  throw new ValidationError({
    ...origin,
    what: `A result is saved to a path, a WritableStream, a Writable of Node or a sink, received ${show(given)}${hint}`,
    nextStep: 'Correct the call.',
  })
}

/** Tries a stream or sink, as far as that can be seen without writing to it. Throws a `ValidationError`. */
export async function tryTarget(target: Exclude<SaveTarget, string>, origin: Origin): Promise<void> {
  const fault = await (isSink(target)
    ? trySink(target)
    : isStream(target)
      ? tryStream(target)
      : tryWritable(target))
  if (fault === undefined) return
  const why = typeof fault === 'string' ? fault : fault.message
  throw unusableTarget(
    origin,
    `The ${isSink(target) ? 'sink' : 'stream'} cannot be written to: ${why}`,
    fault,
  )
}

async function trySink(sink: Sink): Promise<Error | string | undefined> {
  try {
    await sink.check?.()
    return undefined
  } catch (error) {
    return error instanceof Error ? error : String(error)
  }
}

/** The sink that a target stands for. */
export async function targetSink(target: SaveTarget, origin: Origin, facts: FileFacts): Promise<Sink> {
  if (typeof target === 'string') {
    const disk = openDisk()
    const { path } = await tryPath(disk, target, origin)
    return onDisk(() => createFileSink(disk, path), facts)
  }
  if (isSink(target)) return target
  await tryTarget(target, origin)
  return onDisk(() => (isStream(target) ? createStreamSink(target) : createWritableSink(target)), facts)
}

const has = (target: unknown, ...names: string[]): boolean =>
  isPlainObject(target) && names.every((name) => typeof target[name] === 'function')

const isStream = (target: unknown): target is WritableStream<Uint8Array> => has(target, 'getWriter')
const isSink = (target: unknown): target is Sink => has(target, 'write', 'commit', 'abort')
const isWritable = (target: unknown): target is NodeWritable => has(target, 'write', 'end', 'destroy', 'on')
