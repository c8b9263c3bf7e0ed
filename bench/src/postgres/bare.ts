import type { Submission } from '@apikley/client'
import { Pool } from 'pg'

/** Puts one intent in its place and its outcome beside it, each acknowledged when it is on the disk. */
export interface Orders {
  begin(intent: Submission): Promise<unknown>
  update(key: string, taskId: string): Promise<unknown>
  close(): Promise<void>
}

/** What a program would write that uses the library by itself: a table, and the same statements for an order. */
export async function openBare(url: string): Promise<Orders> {
  const pool = new Pool({ connectionString: url })
  await pool
    .query('CREATE TABLE IF NOT EXISTS bare (key text PRIMARY KEY, task_id text UNIQUE, body json NOT NULL)')
    .catch((error: unknown) => {
      // Many make it at once.
      if (!/duplicate key|already exists/.test(String(error))) throw error
    })
  return {
    begin: (intent) =>
      pool.query('INSERT INTO bare (key, body) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING body', [
        intent.key,
        JSON.stringify(intent),
      ]),
    async update(key, taskId) {
      const { rows } = await pool.query('SELECT body FROM bare WHERE key = $1', [key])
      const body = JSON.stringify({ ...rows[0]?.body, state: 'accepted', taskId })
      await pool.query('UPDATE bare SET task_id = $2, body = $3 WHERE key = $1', [key, taskId, body])
    },
    close: () => pool.end(),
  }
}
