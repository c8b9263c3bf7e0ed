import { win32 } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { lighthouse, rejection, setUp } from '../set-up.ts'

beforeEach(() => {
  const builtin = process.getBuiltinModule.bind(process)
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(
    (name: string): never => (name === 'node:path' ? win32 : builtin(name)) as never,
  )
  return () => vi.restoreAllMocks()
})

const { model, input } = lighthouse

it.for([
  'NUL',
  'nul.mp4',
  'clips/con.tar.mp4',
  'C:\\aux\\a.mp4',
  'COM1.mp4',
  'prn .mp4',
  'lpt².mp4',
  'clip:1.mp4',
  'C:\\clips\\a:b.mp4',
  'a?.mp4',
  'a*.mp4',
  '<a>.mp4',
  'a|b.mp4',
  'a\tb.mp4',
  'a.mp4.',
  'a.mp4 ',
  'clips. \\a.mp4',
  '\\\\?\\C:\\nul.mp4',
])('on Windows, where no file can be called %o, no task is paid for it', async (saveTo) => {
  const { server, apikley } = await setUp()
  const error = await rejection(apikley.generate(model, input, { saveTo }))
  expect(error).toMatchObject({
    kind: 'validation',
    moneySpent: 'no',
    message: expect.stringContaining('Windows does not take'),
  })
  expect(server.received).toEqual([])
})

it.for([
  'a.mp4',
  'C:\\clips\\a.mp4',
  'c:/clips/a.mp4',
  'c:a.mp4',
  '..\\a\\.hidden.mp4',
  './a b.c.mp4',
  'видео.mp4',
  '\\\\server\\share\\a.mp4',
  '\\\\?\\C:\\a.mp4',
  'nulls.mp4',
  'com10.mp4',
  'contents.mp4',
])('%o is a name there', async (saveTo) => {
  const { server, apikley } = await setUp()
  server.on('', 'reset')
  // Here there is no such disk, so nothing is tried: an input that is wrong ends it.
  const error = await rejection(apikley.generate(model, { prompt: '' }, { saveTo }))
  expect(error).toMatchObject({ problems: [{ path: 'input.prompt' }] })
})
