import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A program under way. */
export interface Run {
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>
  readonly isOver: boolean
  /** SIGKILL: it gets no chance to clean up. */
  kill(): void
}

/** Starts a program as a process of its own, and shows what it prints. */
export function run(program: string, folder: string, env: Readonly<Record<string, string>>): Run {
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  let isOver = false
  const ended = once(child, 'close').then(() => void (isOver = true))
  return {
    ended,
    get isOver() {
      return isOver
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
