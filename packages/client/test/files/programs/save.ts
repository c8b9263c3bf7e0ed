import { createApikley } from '@apikley/client'

// Saves a file in a process of its own, that can be killed or given limits: the address and the path are its arguments.
const [url = '', path = ''] = process.argv.slice(2)
const apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', allowPrivateAddresses: true })
try {
  console.log(JSON.stringify(await apikley.files.save(url, path)))
} catch (error) {
  console.log(JSON.stringify(error))
  process.exitCode = 1
}
