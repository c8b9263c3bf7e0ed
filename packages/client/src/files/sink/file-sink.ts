import type { Disk, DiskFile } from './disk.ts'
import type { Sink } from './sink.ts'

/** A name for a file that grows beside another one: short, since that one's own name may be as long as names can be. */
export function partIn(disk: Disk, folder: string): string {
  return disk.paths.join(folder, `apikley-${Math.random().toString(36).slice(2)}.part`)
}

/**
 * A file on a disk. It grows beside its place and is put there when it is complete, in one step: there is never a part
 * of it under its name, and what was there before is replaced only then. A process that is killed leaves the part
 * (`apikley-<random>.part`); nobody takes it for the file.
 */
export async function createFileSink(disk: Disk, path: string): Promise<Sink> {
  const folder = disk.paths.dirname(path)
  const part = partIn(disk, folder)
  const file = await disk.open(part, 'wx')
  return {
    keepsNothing: true,
    async write(bytes, at) {
      for (let done = 0; done < bytes.length;)
        done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
    },
    restart: () => file.truncate(),
    async commit() {
      await file.sync()
      await file.close()
      await disk.rename(part, path)
      await syncFolder(disk, folder)
    },
    async abort() {
      await file.close().catch(() => {})
      await disk.rm(part, { force: true })
    },
  }
}

/** Writes the folder down, without which a loss of power takes the new name away again. */
async function syncFolder(disk: Disk, path: string): Promise<void> {
  let folder: DiskFile
  try {
    folder = await disk.open(path, 'r')
  } catch {
    // Windows opens no folders, and needs none of this.
    return
  }
  // Some file systems of networks cannot: the file itself is there all the same.
  await folder.sync().catch(() => {})
  await folder.close()
}
