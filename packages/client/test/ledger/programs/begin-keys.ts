// Begins many keys at the moment it is told to, within a limit if there is one, and says which of them it holds.
import { once } from 'node:events'
import { sqliteLedger } from '@apikley/client/node'
import { intent } from '../intent.ts'

const [path = '', name = '', count = '', credits] = process.argv.slice(2)
const ledger = sqliteLedger(path)
await ledger.get('')
console.log('ready')
await once(process.stdin, 'data')
const keys = Array.from({ length: Number(count) }, (_, index) => `key-${index}`)
const limit = credits === undefined ? undefined : { credits: Number(credits), since: 0, now: Date.now() }
// Some one after the other, so that the processes meet at many moments, and the rest together.
const won: string[] = []
const begin = async (key: string): Promise<void> => {
  const { attempt, state } = await ledger.begin(intent(key, name, { credits: 1 }), limit)
  if (attempt === name && state === 'sending') won.push(key)
}
for (const key of keys.slice(0, 50)) await begin(key)
await Promise.all(keys.slice(50).map(begin))
console.log(JSON.stringify(won))
process.exit()
