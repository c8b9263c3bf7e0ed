// Sends when the process cannot open another file.
import { openSync } from 'node:fs'
import type { SendError } from '../../../../src/http/send/send-error.ts'
import { options, paid, senders } from '../senders.ts'

const [url = ''] = process.argv.slice(2)
// Whatever is loaded late is loaded before.
for (const [, send] of senders) await send(paid('http://localhost:1/'), options).catch(() => {})
try {
  for (;;) openSync('/dev/null', 'r')
} catch {
  // Now there is none left.
}
for (const [name, send] of senders) {
  const { phase, code } = (await send(paid(url), options).catch(
    (error: unknown) => error as SendError,
  )) as SendError
  process.stdout.write(`${name} ${phase} ${code}\n`)
}
process.exit()
