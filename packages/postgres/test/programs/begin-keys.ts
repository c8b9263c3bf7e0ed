// Begins many keys at the moment it is told to, within a limit if there is one, and says which of them it holds.
import { once } from 'node:events'
import { postgresLedger } from '@apikley/postgres'
import { Pool } from 'pg'
import { intentOf } from '../intent.ts'

const [url = '', schema = '', name = '', count = '', credits] = process.argv.slice(2)
const pool = new Pool({ connectionString: url })
const ledger = postgresLedger(pool, { schema })
// The tables are made by all of them at once.
await ledger.get('')
console.log('ready')
await once(process.stdin, 'data')
const limit = credits === undefined ? undefined : { credits: Number(credits), since: 0, now: Date.now() }
const won: string[] = []
const begin = async (key: string): Promise<void> => {
  const { attempt, state } = await ledger.begin(intentOf(key, { attempt: name, credits: 1 }), limit)
  if (attempt === name && state === 'sending') won.push(key)
}
const keys = Array.from({ length: Number(count) }, (_, index) => `key-${index}`)
// Some one after the other, so that the processes meet at many moments, and the rest together.
for (const key of keys.slice(0, 30)) await begin(key)
await Promise.all(keys.slice(30).map(begin))
console.log(JSON.stringify(won))
process.exit()
