import type { SaveTarget } from '../save-options.ts'
import { createFileSink } from './file-sink.ts'
import { makeFolder } from './make-folder.ts'
import { type FileFacts, onDisk, type Origin } from './on-disk.ts'
import type { Sink } from './sink.ts'
import { createStreamSink } from './stream-sink.ts'

/** The sink that a target stands for. */
export async function targetSink(target: SaveTarget, origin: Origin, facts: FileFacts): Promise<Sink> {
  if (typeof target === 'object' && target) {
    if ('getWriter' in target) return onDisk(() => createStreamSink(target), facts)
    if (['write', 'commit', 'abort'].every((name) => name in target)) return target
  }
  const path = target as string
  const disk = await makeFolder(path, origin)
  return onDisk(() => createFileSink(disk, path), facts)
}
