import { ValidationError } from '../../errors/kinds.ts'
import { show } from '../../schema/values.ts'
import { type Disk, openDisk } from './disk.ts'
import { onDisk, type Origin } from './on-disk.ts'

/** Makes sure that there is a folder for a file. */
export async function makeFolder(path: string, origin: Origin): Promise<Disk> {
  if (typeof path !== 'string' || !path) {
    const what = `path must be a text, received ${show(path)}`
    throw new ValidationError({ ...origin, what, nextStep: 'Correct the call.' })
  }
  const disk = openDisk()
  const facts = { ...origin, nextStep: 'Choose another path.' }
  await onDisk(() => disk.mkdir(disk.dirname(path), { recursive: true }), facts)
  return disk
}
