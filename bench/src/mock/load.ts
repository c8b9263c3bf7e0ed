import { connect, type Socket } from 'node:net'

/** How much to send: for so many milliseconds, or so many requests. */
export type Amount = { ms: number } | { requests: number }

/** What a load came to. */
export interface Load {
  requests: number
  perSecond: number
}

/**
 * Sends requests over connections that stay open, one at a time on each, and reads every answer to its end. The bytes
 * of the requests are ready beforehand and answers are not parsed beyond their length, so that on two cores the load
 * takes little from the server.
 *
 * Rejects when an answer has another status than 200 or does not contain `everyAnswer`, or a connection breaks.
 */
export async function sendLoad(
  port: number,
  next: (count: number) => Buffer,
  amount: Amount,
  { connections = 50, everyAnswer = '' } = {},
): Promise<Load> {
  const began = performance.now()
  let sent = 0
  let answered = 0
  const goesOn = () => ('ms' in amount ? performance.now() - began < amount.ms : sent < amount.requests)
  await Promise.all(
    Array.from({ length: connections }, () =>
      exchange(port, (answer) => {
        if (answer?.includes(everyAnswer) === false)
          throw new Error(`Not the answer that was expected: ${answer}`)
        if (answer !== undefined) answered += 1
        return goesOn() ? next(sent++) : undefined
      }),
    ),
  )
  return { requests: answered, perSecond: answered / ((performance.now() - began) / 1000) }
}

/** Sends one request and answers the body. */
export async function sendOne(port: number, request: Buffer): Promise<string> {
  let body: string | undefined
  await exchange(port, (answer) => {
    body = answer
    return answer === undefined ? request : undefined
  })
  return body ?? ''
}

/** One connection; `turn` takes the last answer's body and gives the next request, or nothing to end. */
function exchange(port: number, turn: (answer?: string) => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let unread = ''
    const proceed = (answer?: string) => {
      const request = turn(answer)
      if (request) socket.write(request)
      else socket.end(resolve)
    }
    socket.setEncoding('latin1')
    socket.once('connect', () => proceed())
    socket.once('error', reject)
    socket.once('end', () => reject(new Error('The server closed the connection.')))
    socket.on('data', (chunk: string) => {
      unread += chunk
      try {
        const answer = firstAnswerIn(unread)
        if (!answer) return
        unread = unread.slice(answer.end)
        proceed(answer.body)
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)))
      }
    })
  })
}

function firstAnswerIn(unread: string): { body: string; end: number } | undefined {
  const head = unread.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const length = /\r\ncontent-length: *(\d+)/i.exec(unread.slice(0, head + 2))?.[1]
  if (length === undefined) throw new Error(`The answer does not say its length: ${unread}`)
  const end = head + 4 + Number(length)
  if (unread.length < end) return undefined
  if (!unread.startsWith('HTTP/1.1 200 ')) throw new Error(`Not the answer that was expected: ${unread}`)
  return { body: unread.slice(head + 4, end), end }
}
