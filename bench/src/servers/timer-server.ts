import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// What a delay of this length comes to on this machine with nothing around it.
const ms = Number(process.argv[2])
const body = '{"code":200}'

const server = createServer((_request, response) => {
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }, ms)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.once('disconnect', () => process.exit())
