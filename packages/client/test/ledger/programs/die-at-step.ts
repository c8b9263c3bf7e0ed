// Works on a ledger and kills itself at one step of the disk: before it, or in the middle of a write. Step 0 never
// comes: then it tells which steps there are.
import { ledgerOn } from '../../../src/ledger/file/file-ledger.ts'
import { type LedgerDisk, type LedgerFile, localDisk } from '../../../src/ledger/file/disk.ts'
import { writeSync } from 'node:fs'
import { intent } from '../intent.ts'

const [folder = '', step = '', where = ''] = process.argv.slice(2)
const say = (...words: string[]): void => void writeSync(1, `${words.join(' ')}\n`)
let left = Number(step)
const steps: string[] = []

async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}
const dying = <P extends unknown[], R>(name: string, work: (...given: P) => Promise<R>) => {
  return async (...given: P): Promise<R> => {
    steps.push(name)
    left -= 1
    if (left === 0 && name !== 'append') await die()
    return work(...given)
  }
}
function dyingFile(file: LedgerFile): LedgerFile {
  return {
    ...file,
    sync: dying('sync', file.sync),
    append: dying('append', async (bytes) => {
      if (left === 0 && where === 'middle') await file.append(bytes.subarray(0, bytes.length / 2))
      if (left === 0) await die()
      return file.append(bytes)
    }),
  }
}
const disk = localDisk(true)
const dyingDisk: LedgerDisk = {
  list: disk.list,
  makeFolder: dying('makeFolder', disk.makeFolder),
  link: dying('link', disk.link),
  remove: dying('remove', disk.remove),
  syncFolder: dying('syncFolder', disk.syncFolder),
  open: dying('open', async (...given: Parameters<LedgerDisk['open']>) =>
    dyingFile(await disk.open(...given)),
  ),
}

const ledger = ledgerOn(dyingDisk, folder, { keepMs: 0 })
const begin = async (key: string): Promise<void> => {
  await ledger.begin(intent(key, 'child'))
  say('began', key, 'by child')
}
const accept = async (key: string): Promise<void> => {
  await ledger.update(key, { state: 'accepted', taskId: `task-of-${key}` })
  say('accepted', key, `as task-of-${key}`)
}
await begin('a')
await Promise.all([begin('b'), accept('a')])
await ledger.compact()
await accept('b')
await ledger.close()
say('done', ...steps)
