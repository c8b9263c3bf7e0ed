import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { mustRun } from '../src/consumers/program.ts'
import { oldestEngines, engines } from './matrix.ts'

/** After what an engine may send a request again by itself, and what a create ends with then. */
const faults: readonly {
  name: string
  act: (request: IncomingMessage, response: ServerResponse) => void
}[] = [
  // Over a connection that was kept open, where an engine keeps it.
  { name: 'break', act: (request) => void request.socket.destroy() },
  { name: 'reset', act: (request) => void request.socket.resetAndDestroy() },
  { name: 'end', act: (request) => void request.socket.end() },
  { name: '307', act: (_, response) => void response.writeHead(307, { location: '/again' }).end() },
  { name: '408', act: (_, response) => void response.writeHead(408, { connection: 'close' }).end() },
  { name: '421', act: (_, response) => void response.writeHead(421).end('{"code":500,"msg":"lost"}') },
  { name: '425', act: (_, response) => void response.writeHead(425).end() },
  { name: '503', act: (_, response) => void response.writeHead(503, { 'retry-after': '0' }).end() },
]

const program = `
import { createApikley, uncheckedModel } from '@apikley/client'

const apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', baseUrl: process.env.API })
const model = uncheckedModel('some/model')
for (const fault of process.env.FAULTS.split(' ')) {
  await apikley.credits()
  const error = await apikley.tasks.create({ model, input: { fault } }).catch((caught) => caught)
  console.log(fault + ' ' + error.kind)
}
`

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const piece of request.setEncoding('utf8')) body += String(piece)
  return body
}

test.each([...engines, ...oldestEngines])(
  'a create is sent once on $name, whatever becomes of it',
  async ({ name, engine }) => {
    const created: string[] = []
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        if (request.method === 'GET') return response.end(JSON.stringify({ code: 200, data: 1 }))
        const { input }: { input: { fault: string } } = JSON.parse(body)
        created.push(
          `${input.fault} ${request.headers['content-length'] === undefined ? 'in chunks' : 'whole'}`,
        )
        return faults.find((fault) => fault.name === input.fault)?.act(request, response)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const consumer = inject('consumer')
      const file = path.join(consumer, `sent-once-${name.replaceAll(' ', '-')}.mjs`)
      await writeFile(file, program)
      const { command, args = [] } = await engine()
      const env = {
        API: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        FAULTS: faults.map((fault) => fault.name).join(' '),
      }
      const stdout = await mustRun(command, [...args, file], { cwd: consumer, env })
      expect(created).toEqual(faults.map((fault) => `${fault.name} whole`))
      expect(stdout.trim().split('\n')).toEqual(faults.map((fault) => `${fault.name} unknown-submit`))
    } finally {
      server.closeAllConnections()
      server.close()
    }
  },
)
