import { execFileSync } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { postgresLedger } from '@apikley/postgres'
import { type PostgresServer, startPostgres } from '@apikley/repo-tools/postgres-server'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { intentOf } from './intent.ts'
import { until } from './set-up.ts'

const mayMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!mayMount)('a disk that is full (a small one is mounted, which takes root on Linux)', () => {
  let folder: string
  let server: PostgresServer
  let pool: Pool
  const codes: unknown[] = []
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'apikley-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', folder])
    server = await startPostgres({ folder, settings: { autovacuum: 'off' } })
    pool = new Pool({ connectionString: server.url })
    const query = pool.query.bind(pool) as (statement: unknown) => Promise<unknown>
    pool.query = ((statement: unknown) =>
      query(statement).catch((error: unknown) => {
        codes.push((error as { code?: unknown }).code)
        throw error
      })) as typeof pool.query
  })
  afterAll(async () => {
    await pool.end()
    await server.stop('immediate')
    execFileSync('umount', [folder])
    await rm(folder, { recursive: true })
  })

  it('takes no intent, keeps what was sent, and has it written once there is room', async () => {
    const ledger = postgresLedger(pool, { listen: false })
    const sent = await ledger.begin(intentOf('sent'))
    const filler = path.join(folder, 'filler')
    await fill(filler)

    const begun: string[] = []
    const full = (async () => {
      for (let number = 0; ; number++) {
        await ledger.begin(intentOf(`key-${number}`, { model: 'm'.repeat(500) }))
        begun.push(`key-${number}`)
      }
    })()
    await expect(full).rejects.toThrow('No space left on device')
    expect(await ledger.get(`key-${begun.length}`)).toBeUndefined()

    codes.length = 0
    const urls = [`https://example.com/${'u'.repeat(1_000)}`]
    const outcome = ledger.update(sent.key, { state: 'succeeded', taskId: 'task', urls })
    // Disk full: https://www.postgresql.org/docs/current/errcodes-appendix.html
    await until(() => codes.includes('53100'))
    await rm(filler)
    expect(await outcome).toMatchObject({ state: 'succeeded', urls })
    expect(await ledger.find('task')).toMatchObject({ key: 'sent', state: 'succeeded' })
    for (const key of begun) expect(await ledger.get(key)).toMatchObject({ state: 'sending' })
    await ledger.close()
  })
})

/** Takes all room that there is. */
async function fill(file: string): Promise<void> {
  const filler = await open(file, 'w')
  try {
    for (let size = 1_000_000; size > 1_000; size /= 2) {
      const bytes = Buffer.alloc(size)
      try {
        while ((await filler.write(bytes)).bytesWritten === bytes.length);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    await filler.close()
  }
}
