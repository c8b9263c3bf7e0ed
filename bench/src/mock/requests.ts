const headers = 'Host: 127.0.0.1\r\nAuthorization: Bearer fake-key-for-benchmarks\r\n'

/** The bytes of a createTask for this model. */
export function createTaskRequest(model: string, input: object = { prompt: 'a lighthouse at dusk' }): Buffer {
  const body = JSON.stringify({ model, input })
  return Buffer.from(
    `POST /api/v1/jobs/createTask HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** The bytes of a recordInfo for this task. */
export function recordInfoRequest(taskId: string): Buffer {
  return Buffer.from(`GET /api/v1/jobs/recordInfo?taskId=${taskId} HTTP/1.1\r\n${headers}\r\n`)
}

/** The bytes of a request for the account's credits, with a fault that the mock shall answer it with. */
export function creditsRequest(fault?: string): Buffer {
  const asked = fault === undefined ? '' : `x-mock-fault: ${fault}\r\n`
  return Buffer.from(`GET /api/v1/chat/credit HTTP/1.1\r\n${headers}${asked}\r\n`)
}
