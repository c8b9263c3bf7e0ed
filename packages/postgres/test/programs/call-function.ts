// One cold start of a function: it takes an order, answers, and is gone.
const [module = '', id = '', way = ''] = process.argv.slice(2)
const { order, handler } = (await import(module)) as {
  order: (request: Request) => Promise<Response>
  handler: (event: { body?: string }) => Promise<{ statusCode: number; body: string }>
}
const body = JSON.stringify({ id, prompt: 'a lighthouse at dusk' })
if (way === 'lambda') {
  const { statusCode, body: answer } = await handler({ body })
  console.log(`${statusCode} ${answer}`)
} else {
  const answer = await order(new Request('http://127.0.0.1/', { method: 'POST', body }))
  console.log(`${answer.status} ${await answer.text()}`)
}
process.exit()
