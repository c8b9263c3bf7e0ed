/** What the sender is told: nothing that it does not know. */
const messages: Record<number, string> = {
  200: 'taken',
  400: 'not a callback',
  401: 'not signed as it must be',
  404: 'no such task',
  405: 'POST only',
  409: 'not the task of this address',
  413: 'too large',
}

export function answerOf(status: number): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  if (status === 405) headers.set('allow', 'POST')
  if (status === 503) headers.set('retry-after', '5')
  const message = messages[status] ?? 'come again'
  return new Response(JSON.stringify({ message }), { status, headers })
}
