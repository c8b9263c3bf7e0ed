import { createApikley, memoryLedger } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import type { Printer } from '../terminal/printer.ts'

/** What is checked before anything happens: a task as it would be sent. */
export interface DryRunTask {
  readonly model: Model
  readonly input: unknown
  readonly fields?: object | undefined
}

export interface DryRunSettings {
  readonly baseUrl: string
  readonly callbackUrl: string | undefined
  /** Told of warnings. Default: nobody, since the client that sends will say them. */
  readonly printer?: Printer | undefined
}

/** A task that can be sent. */
export interface DryRunResult {
  readonly body: unknown
  /** What a ledger knows the request by. */
  readonly fingerprint: string
}

/**
 * Creates tasks by a client that sends nothing, so that all that the real one would refuse is refused before a file is
 * uploaded or a question asked.
 */
export function createDryRun(settings: DryRunSettings): (task: DryRunTask) => Promise<DryRunResult> {
  const { baseUrl, callbackUrl, printer } = settings
  const say = (message: string): void => printer?.warn(message, 'yellow')
  const ledger = memoryLedger()
  let body: unknown
  let tasks = 0
  const apikley = createApikley({
    baseUrl,
    apiKey: 'nothing-is-sent',
    ledger,
    limits: { create: null },
    logger: { debug: () => {}, info: () => {}, warn: say, error: say },
    callbacks: callbackUrl === undefined ? undefined : { url: callbackUrl },
    fetch: async (_, init) => {
      body = await new Response(init?.body).json()
      return Response.json({ code: 200, msg: 'success', data: { taskId: `nothing-was-sent-${tasks++}` } })
    },
  })
  return async ({ model, input, fields }) => {
    const { key } = await apikley.tasks.create({ model, input: input as object, fields })
    const held = await ledger.get(key)
    return { body, fingerprint: held?.fingerprint ?? '' }
  }
}
