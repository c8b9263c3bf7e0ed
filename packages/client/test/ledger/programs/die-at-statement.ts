// Works on a ledger and kills itself before or after one statement of the database. Statement 0 never comes: then it tells
// which statements there are.
import { sqliteLedger } from '@apikley/client/node'
import { writeSync } from 'node:fs'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { intent } from '../intent.ts'

const [path = '', number = '', moment = ''] = process.argv.slice(2)
const say = (...words: string[]): void => void writeSync(1, `${words.join(' ')}\n`)
let left = Number(number)
const statements: string[] = []

type Method = (this: { readonly sourceSQL?: string }, ...given: unknown[]) => unknown
function count(prototype: Record<string, Method>, ...names: string[]): void {
  for (const name of names) {
    const original = prototype[name]
    if (!original) throw new Error(`There is no ${name}`)
    prototype[name] = function dying(...given) {
      statements.push(
        (this.sourceSQL ?? (typeof given[0] === 'string' ? given[0] : name)).trim().split(/\s/, 1).join(),
      )
      left -= 1
      const isLast = left === 0
      if (isLast && moment === 'before') process.kill(process.pid, 'SIGKILL')
      const answer = original.apply(this, given)
      if (isLast) process.kill(process.pid, 'SIGKILL')
      return answer
    }
  }
}
count(DatabaseSync.prototype as unknown as Record<string, Method>, 'exec', 'close')
count(StatementSync.prototype as unknown as Record<string, Method>, 'all', 'get', 'run')

const ledger = sqliteLedger(path)
const begin = async (key: string): Promise<void> => {
  await ledger.begin(intent(key, 'child', { credits: 2 }))
  say('began', key, 'by child')
}
const accept = async (key: string): Promise<void> => {
  await ledger.update(key, { state: 'accepted', taskId: `task-of-${key}` })
  say('accepted', key, `as task-of-${key}`)
}
await begin('a')
await Promise.all([begin('b'), accept('a')])
await accept('b')
await ledger.close()
say('done', ...statements)
