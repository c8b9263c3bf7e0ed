import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import type { Seams } from './seams.ts'

type Members = Record<string, (this: unknown, ...given: unknown[]) => unknown>

/** Makes every call of the file system a seam, for whoever loads it from now on. What blocks is none: nobody awaits it. */
export async function countDisk(seams: Seams): Promise<void> {
  // The class of open files has no name of its own.
  const folder = await fs.promises.open(tmpdir())
  countPromises(Object.getPrototypeOf(folder) as Members, 'file.', seams)
  await folder.close()
  countPromises(fs.promises as unknown as Members, '', seams)
  const { open } = fs.promises
  fs.promises.open = async (...given) => {
    const file = await open(...given)
    // Each has its own.
    const close = file.close.bind(file)
    return Object.assign(file, { close: () => seams.pass('disk', 'file.close', () => close()) })
  }
  countCallbacks(fs as unknown as Members, seams)
  syncBuiltinESMExports()
}

function countPromises(owner: Members, prefix: string, seams: Seams): void {
  for (const name of Object.getOwnPropertyNames(owner)) {
    const original: unknown = Object.getOwnPropertyDescriptor(owner, name)?.value
    if (typeof original !== 'function' || name === 'constructor' || name === 'watch') continue
    const work = original as (...given: unknown[]) => Promise<unknown>
    owner[name] = function counted(...given) {
      return seams.pass('disk', prefix + name, () => work.apply(this, given))
    }
  }
}

function countCallbacks(owner: Members, seams: Seams): void {
  for (const name of Object.keys(owner).filter((one) => `${one}Sync` in owner)) {
    const original = owner[name]
    if (!original) continue
    const counted = (...given: unknown[]): unknown => {
      const tell = given.pop() as (...told: unknown[]) => void
      const leave = seams.enter('disk', name)
      return original(...given, (...told: unknown[]) => {
        leave()
        tell(...told)
      })
    }
    const promised: (...given: unknown[]) => Promise<unknown> = promisify(original)
    // Some of them answer several things at once, which only the original says.
    const counting = (...given: unknown[]) => seams.pass('disk', name, () => promised(...given))
    owner[name] = Object.assign(counted, original, { [promisify.custom]: counting })
  }
}
