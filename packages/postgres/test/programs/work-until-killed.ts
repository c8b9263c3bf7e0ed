// Writes intents and outcomes until it is killed, and says what was acknowledged.
import { writeSync } from 'node:fs'
import { postgresLedger } from '@apikley/postgres'
import { Pool } from 'pg'
import { intentOf } from '../intent.ts'

const [url = '', schema = '', name = ''] = process.argv.slice(2)
const ledger = postgresLedger(new Pool({ connectionString: url }), { schema })
const work = async (worker: number): Promise<void> => {
  for (let number = 0; ; number++) {
    const key = `${name}-${worker}-${number}`
    await ledger.begin(intentOf(key))
    writeSync(1, `sending ${key}\n`)
    await ledger.update(key, { state: 'accepted', taskId: `task-of-${key}` })
    writeSync(1, `accepted ${key}\n`)
  }
}
await Promise.all([1, 2, 3, 4, 5].map(work))
