// Begins keys until the disk takes no more, then says why, and what it can still read.
import { fileLedger } from '@apikley/client/node'
import { writeSync } from 'node:fs'
import { intent } from '../intent.ts'

const [folder = ''] = process.argv.slice(2)
const ledger = fileLedger(folder)
const say = (value: unknown): void => void writeSync(1, `${JSON.stringify(value)}\n`)
const began: string[] = []
for (let failures = 0; failures < 2;) {
  const keys = [0, 1, 2].map((more) => `key-${began.length + failures}-${more}`)
  const results = await Promise.allSettled(keys.map((key) => ledger.begin(intent(key))))
  began.push(...keys.filter((_, index) => results[index]?.status === 'fulfilled'))
  const [refused] = results.filter(({ status }) => status === 'rejected')
  if (refused?.status !== 'rejected') continue
  failures += 1
  say(String(refused.reason))
}
say(began)
say((await ledger.list()).map(({ key }) => key))
