// Listens, hears of one change, and has nothing more to do.
import { postgresLedger } from '@apikley/postgres'
import { Pool } from 'pg'
import { intentOf } from '../intent.ts'

const [url = '', schema = ''] = process.argv.slice(2)
const pool = new Pool({ connectionString: url })
const [ledger, other] = [postgresLedger(pool, { schema }), postgresLedger(pool, { schema })]
await other.begin(intentOf('a'))
const heard: unknown[] = []
ledger.subscribe((change) => heard.push(change))
for (let number = 0; heard.length === 0; number++) {
  await other.update('a', { reason: `change ${number}` })
  await new Promise((resolve) => setTimeout(resolve, 20))
}
console.log('heard')
await pool.end()
