import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'

// Answers every request with a finished task, in a thread of its own so that it takes no time from the clients. Each
// create makes a task of its own: the client refuses an id that another submission has.
const finished = {
  code: 200,
  msg: 'success',
  data: {
    taskId: '0123456789abcdef0123456789abcdef',
    model: 'kling/v2-1-master-text-to-video',
    state: 'success',
    param: '{"input":"{\\"prompt\\":\\"a lighthouse\\"}","model":"kling/v2-1-master-text-to-video"}',
    resultJson: '{"resultUrls":["https://results.example.com/lighthouse.mp4"]}',
    failCode: null,
    failMsg: null,
    costTime: 130,
    completeTime: 1789126761759,
    createTime: 1789126631759,
  },
}
const body = JSON.stringify(finished)
let created = 0

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    const taskId = String(++created).padStart(32, '0')
    const answer = JSON.stringify({ ...finished, data: { taskId } })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
    return
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))
