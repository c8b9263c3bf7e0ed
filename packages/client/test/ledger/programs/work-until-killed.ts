// Takes keys from begin to end, until it is killed. Each line it writes was acknowledged before.
import { sqliteLedger } from '@apikley/client/node'
import { writeSync } from 'node:fs'
import { intent } from '../intent.ts'

const [path = '', name = ''] = process.argv.slice(2)
const ledger = sqliteLedger(path)
const say = (...words: string[]): void => void writeSync(1, `${words.join(' ')}\n`)

async function work(key: string): Promise<void> {
  const { attempt } = await ledger.begin(intent(key, name))
  if (attempt !== name) return
  say('began', key)
  await ledger.update(key, { state: 'accepted', taskId: `task-of-${key}` })
  say('accepted', key)
  await ledger.update(key, { state: 'succeeded', taskId: `task-of-${key}` })
  say('succeeded', key)
}

for (let number = 0; number < 100_000; number += 5) {
  await Promise.all([0, 1, 2, 3, 4].map((more) => work(`key-${number + more}`)))
}
