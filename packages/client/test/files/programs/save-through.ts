// Saves a file as a program does that has set connections of its own for fetch; prints what became of it.
import { createApikley } from '@apikley/client'
import { kinds } from '../../http/send/programs/dispatchers.ts'

const [url = '', kind = 'plain'] = process.argv.slice(2)
await kinds[kind]?.()
const apikley = createApikley({
  apiKey: 'fake-key-for-tests-0000',
  allowPrivateAddresses: true,
  hooks: { onRetry: () => console.log('tries again') },
})
const nowhere = { write() {}, commit() {}, abort() {} }
console.log(
  await apikley.files.save(url, nowhere, { retries: 1 }).then(
    ({ bytes }) => `saved ${bytes}`,
    (error: Error) => String(error),
  ),
)
process.exit()
