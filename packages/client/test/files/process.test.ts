import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../folder.ts'
import { programOf } from '../programs.ts'
import { setUp } from '../set-up.ts'
import { clipOf, FileServer } from './file-server.ts'

const clip = clipOf(300_000)
const half = 150_000

/** The program in a process of its own, whose files may have so many blocks of 1,024 bytes. */
function saveInChild(url: string, path: string, mostBlocks = 'unlimited'): ChildProcess {
  const node = [process.execPath, programOf('files/programs/save'), url, path]
  const child = spawn('bash', ['-c', `ulimit -f ${mostBlocks}; exec "$@"`, 'bash', ...node], {
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Resolves when a file in a folder has so many bytes. */
async function grown(folder: string, bytes: number): Promise<void> {
  for (;;) {
    const sizes = await Promise.all(
      (await readdir(folder)).map(
        async (name) => (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0,
      ),
    )
    if (sizes.some((size) => size >= bytes)) return
  }
}

it('a process that is killed in the middle leaves nothing under the name, and the next one saves it', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'clip.mp4')
  const server = await FileServer.start(clip, { stallsAfter: half }, {})
  const child = saveInChild(server.url, path)
  await grown(folder, half)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^apikley-\w+\.part$/)])

  const { apikley } = await setUp({ allowPrivateAddresses: true })
  await apikley.files.save(server.url, path)
  expect(clip.equals(await readFile(path))).toBe(true)
})

it('a disk that takes no more ends the download, and nothing is left', async () => {
  const folder = await temporaryFolder()
  const server = await FileServer.start(clip, {})
  const child = saveInChild(server.url, join(folder, 'clip.mp4'), '100')
  const said = JSON.parse(await text(child.stdout!)) as unknown
  expect(said).toMatchObject({ kind: 'file', message: expect.stringContaining('EFBIG') })
  expect(server.asked).toHaveLength(1)
  expect(await readdir(folder)).toEqual([])
})
