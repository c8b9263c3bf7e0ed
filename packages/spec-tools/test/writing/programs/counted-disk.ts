import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'

type Work = (this: unknown, ...given: unknown[]) => Promise<unknown>

/** What happens instead of the nth call of the disk. */
export interface Fault {
  readonly at: number
  readonly with: 'death' | 'full disk' | 'pause'
}

let calls = 0
let fault: Fault | undefined

/** Counts from the beginning, and spoils another call than before. */
export function spoilNext(next: Fault): void {
  calls = 0
  fault = next
}

/** How many calls of the disk there were. */
export function countedCalls(): number {
  return calls
}

/** Counts every awaited call of the file system from now on, of whoever loads it from now on. */
export async function countDisk(): Promise<void> {
  // The class of open files has no name of its own.
  const folder = await fs.promises.open(tmpdir())
  const files: object = Object.getPrototypeOf(folder)
  await folder.close()
  for (const owner of [files, fs.promises]) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      const original: unknown = Object.getOwnPropertyDescriptor(owner, name)?.value
      if (typeof original !== 'function' || name === 'constructor' || name === 'watch') continue
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every function of these owners answers a promise
      Object.defineProperty(owner, name, { value: counted(name, original as Work) })
    }
  }
  syncBuiltinESMExports()
}

function counted(name: string, work: Work): Work {
  return async function call(...given) {
    calls += 1
    if (calls === fault?.at) await spoil(name, given, fault.with)
    return work.apply(this, given)
  }
}

async function spoil(name: string, [file, text]: unknown[], kind: Fault['with']): Promise<void> {
  if (kind === 'full disk') {
    throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' })
  }
  if (kind === 'pause') {
    process.send?.(name)
    await new Promise((goOn) => {
      process.once('message', goOn)
    })
    return
  }
  // A write breaks off in its middle, as it does without power.
  if (name === 'writeFile') fs.writeFileSync(String(file), String(text).slice(0, String(text).length / 2))
  process.kill(process.pid, 'SIGKILL')
}
