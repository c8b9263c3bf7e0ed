import { createApikley } from '@apikley/client'
import { postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { Pool } from 'pg'

// One of several processes that create as many tasks as the account's limit allows.
const [url = '', baseUrl = '', count = ''] = process.argv.slice(2)
const pool = new Pool({ connectionString: url })
const apikley = createApikley({
  apiKey: 'fake-key-for-bench-0000',
  baseUrl,
  models: [kling],
  ledger: postgresLedger(pool),
  rateLimiter: postgresRateLimiter(pool),
})
await Promise.all(
  Array.from({ length: Number(count) }, () =>
    apikley.tasks.create({ model: kling.id, input: { prompt: 'a lighthouse at dusk' } }),
  ),
)
await apikley.close()
await pool.end()
