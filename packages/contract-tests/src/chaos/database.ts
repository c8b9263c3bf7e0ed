import { type PostgresServer, startPostgres } from '@apikley/repo-tools/postgres-server'
import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { killPlan } from './kill-plan.ts'
import type { Observer } from './observer.ts'
import type { CompleteOptions } from './options.ts'

/** Beside the other remains, so that it can be looked into. */
export async function startDatabase(folder: string): Promise<PostgresServer> {
  const own = path.join(folder, 'postgres')
  await mkdir(own)
  // The server may run as another user than this program.
  await chmod(folder, 0o755)
  return startPostgres({ folder: own })
}

/** Kills it as a power failure would, and starts it again at once. */
export async function killDatabase(
  database: PostgresServer,
  { databaseKills: kills, ...options }: CompleteOptions,
  observer: Observer,
): Promise<void> {
  // At other moments than the processes are killed.
  for (const { afterJobs, delayMs } of killPlan({ ...options, kills, seed: options.seed + 1 })) {
    await observer.until(() => observer.endings.size >= afterJobs)
    await sleep(delayMs)
    await database.stop('kill')
    await database.start()
    observer.databaseKills += 1
  }
}
