import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judge } from '../src/safety/judge.ts'
import { startApp } from './quickstart-process.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quickstart-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const repository = path.resolve(import.meta.dirname, '../../..')
const careless = path.resolve(import.meta.dirname, 'programs/careless-order.ts')

describe('an order whose answer is lost and whose program is killed', () => {
  it('is charged once, and run again it gets the whole video', async () => {
    const { code, output } = await startApp('safety/main.ts', [], folder, { TMPDIR: folder }).ended
    expect(code, output).toBe(0)
    const story = [
      /The API has charged for 1 task, and the program does not know its id/,
      /The ledger says: order-17 unknown/,
      /Killed with SIGKILL/,
      /Saved lighthouse\.mp4/,
      /The ledger says: order-17 succeeded/,
      /Requests to create a task: 1\. The bill:\n {2}160 credits, .+ task [0-9a-f]{32}\n\n/,
      /One charge for one order, and the whole video is here/,
    ]
    const places = story.map((line) => output.search(line))
    expect(places, output).toEqual(places.toSorted((one, other) => one - other))
    expect(places, output).not.toContain(-1)
    const [kept = ''] = await readdir(folder)
    const clip = await readFile(path.join(folder, kept, 'lighthouse.mp4'))
    expect(clip.subarray(4, 8).toString('latin1')).toBe('ftyp')
    expect(output).toContain(path.join(kept, 'lighthouse.mp4'))
  })

  it('sent again by a careless program is found out: exit code 1', async () => {
    const { code, output } = await startApp('safety/main.ts', [careless], folder, { TMPDIR: folder }).ended
    expect(output).toContain('It has ended before it could be killed')
    expect(output).toContain('3 charges for one order, and the video is not here')
    expect(code, output).toBe(1)
  })

  it.each([
    {
      charged: 1,
      saved: 'clip',
      isSafe: true,
      says: 'One charge for one order, and the whole video is here.',
    },
    {
      charged: 2,
      saved: 'clip',
      isSafe: false,
      says: '2 charges for one order, and the whole video is here.',
    },
    {
      charged: 0,
      saved: 'clip',
      isSafe: false,
      says: '0 charges for one order, and the whole video is here.',
    },
    {
      charged: 1,
      saved: 'cli',
      isSafe: false,
      says: 'One charge for one order, and the video is not whole.',
    },
    { charged: 1, saved: '', isSafe: false, says: 'One charge for one order, and the video is not whole.' },
    {
      charged: 1,
      saved: undefined,
      isSafe: false,
      says: 'One charge for one order, and the video is not here.',
    },
  ])('with $charged charges and $saved on the disk: $isSafe', ({ charged, saved, isSafe, says }) => {
    const charge = { taskId: 'abc', model: 'some/model', credits: 160 }
    const bytes = (text: string) => new TextEncoder().encode(text)
    const charges = Array.from({ length: charged }, () => charge)
    const judged = judge(charges, saved === undefined ? undefined : bytes(saved), bytes('clip'))
    expect(judged).toEqual({ verdict: says, isSafe })
  })
})

describe('the program that the READMEs show', () => {
  const program = () => readFile(path.join(repository, 'apps/quickstart/src/safety/order.ts'), 'utf8')

  it.each(['README.md', 'packages/client/README.md'])('in %s is the one that runs', async (file) => {
    const readme = await readFile(path.join(repository, file), 'utf8')
    const blocks = [...readme.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, block = '']) => block)
    expect(blocks.find((block) => block.includes("key: 'order-17', saveTo"))).toBe(await program())
  })

  it('has ten lines', async () => {
    expect((await program()).split('\n').filter((line) => line.trim() !== '')).toHaveLength(10)
  })
})
