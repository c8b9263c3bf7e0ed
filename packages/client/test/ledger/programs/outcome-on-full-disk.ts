// Begins some keys, has the disk filled, then writes what became of them, and says what was possible.
import { once } from 'node:events'
import { sqliteLedger } from '@apikley/client/node'
import { intent } from '../intent.ts'

const [path = '', count = ''] = process.argv.slice(2)
const ledger = sqliteLedger(path)
const say = (value: unknown): void => console.log(JSON.stringify(value))
const keys = Array.from({ length: Number(count) }, (_, index) => `key-${index}`)
await Promise.all(keys.map((key) => ledger.begin(intent(key))))
say('begun')
await once(process.stdin, 'data')
const reasons: string[] = []
for (const key of keys) {
  const change = { state: 'accepted', taskId: `task-of-${key}` } as const
  await ledger.update(key, change).catch((reason: unknown) => reasons.push(String(reason)))
}
say(reasons)
// With the room that was kept in use, nothing more may be sent.
say(await ledger.begin(intent('new')).then(() => 'begun', String))
process.exit()
