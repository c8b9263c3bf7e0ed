import { PassThrough, Readable } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { openSession } from '../../src/mcp/session.ts'
import { generate } from '../../src/mcp/tools/generate.ts'
import { task } from '../../src/mcp/tools/task.ts'
import { wait } from '../../src/mcp/tools/wait.ts'
import { createPrinter } from '../../src/terminal/printer.ts'
import { environment, kling, setUp } from '../set-up.ts'

async function session(answerWithinMs?: number) {
  const { mock, folder } = await setUp()
  const [stdin, stdout, stderr] = [Readable.from(['']), new PassThrough(), new PassThrough()]
  const io = { stdin, stdout, stderr, env: environment(folder, mock.url), cwd: folder }
  const opened = await openSession({
    io,
    printer: createPrinter(io),
    options: {},
    maxCredits: 500,
    confirmAbove: 200,
    folder,
    ...(answerWithinMs !== undefined && { answerWithinMs }),
  })
  onTestFinished(() => opened.close())
  return { mock, opened }
}

it('answers before the client gives up, if the API takes longer; the order goes on', async () => {
  const { mock, opened } = await session(300)
  mock.fault({ kind: 'slowHeaders', ms: 3_000, operation: 'createTask' })
  const call = { signal: new AbortController().signal, progress: () => {} }
  const jobs = [{ idempotency_key: 'a', model: kling, input: { prompt: 'dusk' } }]
  const late = await generate.run({ jobs }, opened, call)
  expect(late).toMatchObject({
    data: { jobs: [{ state: 'sending' }] },
    say: expect.stringContaining('no answer yet'),
  })
  await expect(task.run({ id: 'a' }, opened, call)).rejects.toMatchObject({ moneySpent: 'unknown' })
  expect((await wait.run({ ids: ['a'] }, opened, call)).data['tasks']).toMatchObject([{ state: 'success' }])
  mock.assertChargedOnce()
})

it('answers within the 60 s after which clients give up', async () => {
  const { opened } = await session()
  expect(opened.answerWithinMs).toBeLessThan(55_000)
})
