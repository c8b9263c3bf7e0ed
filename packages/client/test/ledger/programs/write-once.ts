// Begins a key, or with a task id writes that down, and says what became of that: as another user, or after another one.
import { sqliteLedger } from '@apikley/client/node'
import { intent } from '../intent.ts'

const [path = '', key = '', taskId] = process.argv.slice(2)
const ledger = sqliteLedger(path)
try {
  const { attempt, state } =
    taskId === undefined
      ? await ledger.begin(intent(key, 'child'))
      : await ledger.update(key, { state: 'accepted', taskId })
  console.log(`${state} by ${attempt}`)
} catch (error) {
  console.log(String(error))
}
await ledger.close()
