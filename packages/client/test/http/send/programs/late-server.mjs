// A server in a thread of its own. It says when a request has arrived, and answers when it is told to by the memory that
// both share, though the other thread does nothing else meanwhile; then it says there that it has answered.
import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const { shared, answer } = workerData
const state = new Int32Array(shared)
const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', () => {
    parentPort.postMessage('arrived')
    Atomics.wait(state, 0, 0)
    socket.write(answer, () => {
      Atomics.store(state, 1, 1)
      Atomics.notify(state, 1)
    })
  })
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
