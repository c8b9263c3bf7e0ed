// Creates tasks over a shared limit, as many as it can, and says so after each.
import { createApikley } from '@apikley/client'
import { postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { Pool } from 'pg'

const [url = '', schema = '', baseUrl = '', name = '', count = '', requests = '', perMs = ''] =
  process.argv.slice(2)
const pool = new Pool({ connectionString: url })
const limits = { create: { requests: Number(requests), perMs: Number(perMs) } }
const apikley = createApikley({
  apiKey: 'fake-key-for-tests-0000',
  baseUrl,
  models: [kling],
  ledger: postgresLedger(pool, { schema }),
  rateLimiter: postgresRateLimiter(pool, { schema, limits }),
})
await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const { taskId } = await apikley.tasks.create({
      model: kling.id,
      input: { prompt: `${name}: take ${index}` },
    })
    console.log(taskId)
  }),
)
await apikley.close()
await pool.end()
