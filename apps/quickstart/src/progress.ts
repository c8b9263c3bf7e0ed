import type { Task } from '@apikley/client'

const frames = ['◐', '◓', '◑', '◒']

/** One line that shows the task's state and the seconds since it started; a line a state where nobody watches. */
export function startProgress(out: NodeJS.WriteStream, taskId: string) {
  const started = Date.now()
  let state = 'submitted'
  let frame = 0

  function line(): string {
    return `${state}, ${Math.round((Date.now() - started) / 1000)} s, task ${taskId}`
  }
  function draw(): void {
    out.write(`\r\u001B[K${frames[frame++ % frames.length]} ${line()}`)
  }
  const timer = out.isTTY ? setInterval(draw, 120) : undefined

  return {
    update(task: Task): void {
      state = task.state
      if (!out.isTTY) out.write(`${line()}\n`)
    },
    stop(): void {
      clearInterval(timer)
      if (out.isTTY) out.write('\r\u001B[K')
    },
  }
}
