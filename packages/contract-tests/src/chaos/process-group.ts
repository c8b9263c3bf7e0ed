import { startChild, type Child } from './child.ts'
import type { Kill } from './kill-plan.ts'
import type { ClientSetup, WorkerSetup } from './messages.ts'
import type { Observer } from './observer.ts'
import type { CompleteOptions } from './options.ts'
import { seededRandom } from './random.ts'

/** A process that was killed, and how much it had under way. */
export interface Killed {
  name: string
  interrupted: number
}

/** The processes that may be killed: the workers, and the receiver of the callbacks. */
export interface ProcessGroup {
  readonly killed: readonly Killed[]
  /** Resolves when the receiver listens and the workers have been started. */
  start(): Promise<void>
  /** Kills in the middle of its work, and starts again at once. `false`: there was nobody at work any more. */
  killAndRestart(kill: Kill): Promise<boolean>
  /** Resolves when every worker is through with its list. */
  finished(): Promise<void>
  stop(): Promise<void>
}

/** Of the workers that are started again, so many let `recover()` go first. */
const recoveringShare = 0.5

export function createProcessGroup(
  setup: ClientSetup,
  options: CompleteOptions,
  observer: Observer,
): ProcessGroup {
  const { workers, tasks, concurrency, seed, faultyClient, nodeArguments } = options
  const killed: Killed[] = []
  const processes: Child[] = []
  let receiver: Child

  const common = {
    nodeArguments,
    onMessage: observer.record.bind(observer),
    onCrash: observer.fail.bind(observer),
  }
  const startReceiver = async (): Promise<void> => {
    receiver = startChild({ ...common, program: 'receiver', name: 'receiver', setup })
    await receiver.next('ready')
  }
  const startWorker = (worker: number): void => {
    const recoversFirst =
      killed.length > 0 && seededRandom(seed, 'recoversFirst', killed.length) < recoveringShare
    const workerSetup: WorkerSetup = {
      ...setup,
      worker,
      workers,
      tasks,
      concurrency,
      recoversFirst,
      faultyClient,
    }
    processes[worker] = startChild({
      ...common,
      program: 'worker',
      name: `worker ${worker}`,
      setup: workerSetup,
    })
  }
  const isAtWork = (child: Child | undefined): boolean => child !== undefined && child.work.size > 0
  const isFinished = (): boolean => processes.every(({ isDone }) => isDone)
  /** Another one if the one that was meant has nothing left to do. */
  const victimOf = ({ victim }: Kill): Child | undefined =>
    victim === 'receiver'
      ? receiver
      : processes[victim]?.isDone
        ? processes.find(({ isDone }) => !isDone)
        : processes[victim]

  return {
    killed,
    async start() {
      await startReceiver()
      for (let worker = 0; worker < workers; worker += 1) startWorker(worker)
    },
    async killAndRestart(kill) {
      await observer.until(() => isFinished() || isAtWork(victimOf(kill)))
      const victim = victimOf(kill)
      if (isFinished() || !victim) return false
      const interrupted = victim.work.size
      await victim.kill()
      killed.push({ name: victim.name, interrupted })
      if (victim === receiver) await startReceiver()
      else startWorker(processes.indexOf(victim))
      return true
    },
    finished: () => observer.until(isFinished),
    async stop() {
      await Promise.all([receiver, ...processes].map((child) => child?.kill()))
    },
  }
}
