// Begins many keys at the moment it is told to, and says which of them it holds.
import { once } from 'node:events'
import { fileLedger } from '@apikley/client/node'
import { intent } from '../intent.ts'

const [folder = '', name = '', count = ''] = process.argv.slice(2)
const ledger = fileLedger(folder)
await ledger.list()
console.log('ready')
await once(process.stdin, 'data')
const keys = Array.from({ length: Number(count) }, (_, index) => `key-${index}`)
// Some one after the other, so that the processes meet at many moments, and the rest together.
const won: string[] = []
const begin = async (key: string): Promise<void> => {
  if ((await ledger.begin(intent(key, name))).attempt === name) won.push(key)
}
for (const key of keys.slice(0, 50)) await begin(key)
await Promise.all([...keys.slice(50).map(begin), ledger.compact()])
console.log(JSON.stringify(won))
process.exit()
