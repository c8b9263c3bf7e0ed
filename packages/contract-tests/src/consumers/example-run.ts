import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { InstalledMock } from './installed-mock.ts'
import { runProgram } from './program.ts'
import type { Ended } from './program.ts'
import { programFolder } from './project.ts'
import { asCommonJs, readmeExample } from './readme-example.ts'

/** An engine that runs a program: its command, with what stands before the file's name. */
export interface Engine {
  command: string
  args?: readonly string[]
}

/** The README's program after its run: how it ended, the clip that it left, and how long that is at its address. */
export interface ExampleRun extends Ended {
  clip: Uint8Array
  contentLength: number
}

/** Runs the README's program, not a letter changed, in a consumer's project; only the environment names the mock. */
export async function runExample(
  project: string,
  mock: InstalledMock,
  { command, args = [] }: Engine,
  form: 'import' | 'require' = 'import',
): Promise<ExampleRun> {
  const { program } = readmeExample()
  const [name, text] = form === 'import' ? ['example.mjs', program] : ['example.cjs', asCommonJs(program)]
  const folder = await programFolder(project, { [name]: text })
  const earlier = mock.printed().length
  const ended = await runProgram(command, [...args, name], {
    cwd: folder,
    env: { APIKLEY_BASE_URL: mock.url, APIKLEY_API_KEY: 'fake-key-for-tests-0000' },
  })
  if (ended.code !== 0) {
    const said = `${ended.stdout}${ended.stderr}\nThe mock:\n${mock.printed()}`
    throw new Error(`${command} ${name} ended with ${ended.code}:\n${said}`)
  }
  return {
    ...ended,
    clip: await readFile(path.join(folder, 'lighthouse.mp4')),
    contentLength: await servedLength(mock, earlier),
  }
}

/** The Content-Length of the clip that the mock has served since. */
async function servedLength(mock: InstalledMock, earlier: number): Promise<number> {
  const [, file = ''] = await mock.waitFor(/^GET (\S+\.mp4\S*) → 200/m, earlier)
  const response = await fetch(new URL(file, mock.url))
  await response.body?.cancel()
  return Number(response.headers.get('content-length'))
}
