import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { programOf } from '../programs.ts'

export interface Child {
  readonly process: ChildProcessWithoutNullStreams
  /** What it has said until now, line by line. */
  readonly lines: readonly string[]
  /** Resolves once it has said so many lines. */
  said(count: number): Promise<void>
  /** Resolves when it has ended: with what code, or by what signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** A real process that runs one of the programs, killed at the end of the test if it still lives. */
export function startChild(
  {
    program,
    uid,
    fileBlocks,
  }: {
    program: string
    uid?: number | undefined
    /** To how many blocks of 512 bytes its files may grow. */
    fileBlocks?: number | undefined
  },
  ...given: readonly string[]
): Child {
  const node = [process.execPath, programOf(`ledger/programs/${program}`), ...given]
  const limit = fileBlocks === undefined ? '' : `ulimit -f ${fileBlocks}; `
  const child = spawn('sh', ['-c', `${limit}exec "$@"`, 'sh', ...node], {
    stdio: 'pipe',
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    ...(uid !== undefined && { uid }),
  })
  return follow(child)
}

export function follow(child: ChildProcessWithoutNullStreams): Child {
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  child.stderr.on('data', (text: Buffer) => lines.push(`stderr: ${text.toString()}`))
  const heard = new EventEmitter()
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    heard.emit('line')
  })
  return {
    process: child,
    lines,
    async said(count) {
      while (lines.length < count) await once(heard, 'line')
    },
    ended: once(child, 'close').then(([code, signal]) => code ?? signal),
  }
}
