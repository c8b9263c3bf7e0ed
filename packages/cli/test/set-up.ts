import { type Mock, type MockOptions, startMock } from '@apikley/mock'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { runCommandLine } from '../src/command-line.ts'
import type { Io } from '../src/terminal/io.ts'

export const apiKey = 'fake-key-for-tests-0000'
export const kling = 'kling/v2-1-master-text-to-video'

/** What a command line has come to. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly stdin?: string
  readonly env?: Io['env']
  readonly onInterrupt?: Io['onInterrupt']
}

/** A mock, and a folder in which command lines are run against it, as long as the test lasts. */
export async function setUp(
  options: MockOptions = {},
  // Tests that run at once must hand in their own.
  onFinished: typeof onTestFinished = onTestFinished,
): Promise<{
  mock: Mock
  folder: string
  apikley: (words: readonly string[], how?: RunOptions) => Promise<Ran>
}> {
  const mock = await startMock({ taskMs: 0, ...options })
  onFinished(() => mock.close())
  const folder = await temporaryFolder(onFinished)
  const env = environment(folder, mock.url)
  return {
    mock,
    folder,
    apikley: (words, how = {}) => runIn(folder, words, { ...how, env: { ...env, ...how.env } }),
  }
}

/** What the programs under test see of the environment. */
export function environment(folder: string, url: string): Record<string, string> {
  return {
    HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    APIKLEY_API_KEY: apiKey,
    APIKLEY_BASE_URL: url,
  }
}

/** Runs a command line in this process. */
export async function runIn(cwd: string, words: readonly string[], how: RunOptions = {}): Promise<Ran> {
  const { stdin = '', env = {}, onInterrupt } = how
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const io = { stdin: Readable.from([stdin]), stdout, stderr, env, cwd, ...(onInterrupt && { onInterrupt }) }
  const code = await runCommandLine(words, io)
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

export async function temporaryFolder(onFinished = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'apikley-cli-'))
  onFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
