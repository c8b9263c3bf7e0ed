import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { mustRun } from '../src/consumers/program.ts'
import { engines } from './matrix.ts'

const program = `
import { createApikley, uncheckedModel } from '@apikley/client'

const apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', baseUrl: process.env.API })
await apikley.credits()
const model = uncheckedModel('some/model')
const error = await apikley.tasks.create({ model, input: {} }).catch((caught) => caught)
console.log(error.kind)
`

// Deno's fetch sends a text again by itself then: that was two tasks.
test.each(engines)(
  'a create is sent once on $name when a connection breaks that was kept open',
  async ({ name, engine }) => {
    const created: string[] = []
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        if (request.url !== '/api/v1/jobs/createTask') {
          response.end(JSON.stringify({ code: 200, data: 1 }))
          return
        }
        created.push(request.method ?? '')
        request.socket.destroy()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const consumer = inject('consumer')
      const file = path.join(consumer, `sent-once-${name.replace(' ', '-')}.mjs`)
      await writeFile(file, program)
      const { command, args = [] } = await engine()
      const env = { API: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
      const stdout = await mustRun(command, [...args, file], { cwd: consumer, env })
      expect(stdout.trim()).toBe('unknown-submit')
      expect(created).toEqual(['POST'])
    } finally {
      server.closeAllConnections()
      server.close()
    }
  },
)
