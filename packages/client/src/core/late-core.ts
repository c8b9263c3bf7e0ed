import type { CheckedOptions } from '../options/read-options.ts'
import type { Core } from './core.ts'
import { missingFile } from './missing-file.ts'

/** The core of a client, loaded by the first call that needs it. */
export interface LateCore {
  /** Whether it is there, so that work begins at once. */
  readonly isLoaded: boolean
  /** Does work with it. `taskId`: the task that goes on, if it cannot be loaded. */
  readonly use: <T>(work: (core: Core) => Promise<T>, taskId?: string) => Promise<T>
  readonly close: () => Promise<void>
}

export function lateCore(options: CheckedOptions): LateCore {
  let core: Core | undefined
  let loading: Promise<Core> | undefined
  let closing: Promise<void> | undefined
  const load = async (): Promise<Core> => {
    try {
      const { createCore } = await import('./core.ts')
      return (core = createCore(options, closing !== undefined))
    } catch (error) {
      // A network may have been down; the next call tries again.
      loading = undefined
      throw error
    }
  }
  const closeLedger = async (): Promise<void> => options.ledger?.close?.()
  return {
    get isLoaded() {
      return core !== undefined
    },
    use: (work, taskId) =>
      core ? work(core) : (loading ??= load()).then(work, (cause) => missingFile(cause, taskId)),
    close: () =>
      (closing ??= core?.close() ?? loading?.then((loaded) => loaded.close(), closeLedger) ?? closeLedger()),
  }
}
