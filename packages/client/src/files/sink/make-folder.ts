import { type Disk, openDisk } from './disk.ts'
import { onDisk, type Origin } from './on-disk.ts'
import type { Workshop } from '../../extras/workshop.ts'

/** Makes sure that there is a folder for a file. */
export async function makeFolder(workshop: Workshop, path: string, origin: Origin): Promise<Disk> {
  if (typeof path !== 'string' || !path) {
    const what = `path must be a text, received ${workshop.show(path)}`
    throw new workshop.ValidationError({ ...origin, what, nextStep: 'Correct the call.' })
  }
  const disk = openDisk(workshop)
  const facts = { ...origin, nextStep: 'Choose another path.' }
  await onDisk(workshop, () => disk.mkdir(disk.dirname(path), { recursive: true }), facts)
  return disk
}
