import type { Connection } from '../connection/connect.ts'
import { finish, saveAgain } from './finish.ts'
import type { Item } from './item.ts'
import { earlier, type Left, leftOf } from './left.ts'
import { send } from './send.ts'
import type { WorkOptions } from './work-options.ts'

/** Does what is left to do for all orders of a batch; tells of each as soon as its outcome is known. */
export async function workThrough(
  connection: Connection,
  items: readonly Item[],
  options: WorkOptions,
): Promise<void> {
  const of = (kind: Left): Item[] => items.filter((item) => leftOf(item) === kind)
  for (const item of of('nothing')) options.onOutcome(earlier(item))
  await Promise.all([
    finish(connection, of('finish'), options),
    saveAgain(connection, of('save again'), options),
    send(connection, of('send'), options),
  ])
}
