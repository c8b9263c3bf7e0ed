import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { TaskRecord } from '@apikley/types/api'

/** A charge of the account. */
export interface Charge {
  readonly taskId: string
  readonly model: string
  readonly credits: number
}

/** How often the API was asked to create a task, and what it has charged for. */
export interface Account {
  readonly creates: number
  readonly charges: readonly Charge[]
}

/** The API that loses its first answer, seen from where the money is. */
export interface Api {
  readonly url: string
  account(): Promise<Account>
  /** The video of a task, as the API has it; nothing if there is none (yet). */
  video(taskId: string): Promise<Uint8Array | undefined>
  stop(): void
}

/** What is read of the mock's own view of itself. */
interface MockState {
  bill: Charge[]
  requests: { path: string }[]
}

/** Starts it as a process of its own. */
export async function startApi(apiKey: string): Promise<Api> {
  const child = fork(fileURLToPath(new URL('lossy-api.ts', import.meta.url)))
  const [url] = (await once(child, 'message')) as [string]
  const headers = { authorization: `Bearer ${apiKey}`, 'x-apikley-mock': 'admin' }
  const read = async (path: string): Promise<unknown> => (await fetch(url + path, { headers })).json()
  return {
    url,
    account: async () => {
      const { bill, requests } = (await read('/_mock/state')) as MockState
      return { creates: requests.filter(({ path }) => path.endsWith('/createTask')).length, charges: bill }
    },
    video: async (taskId) => {
      const { data } = (await read(`/api/v1/jobs/recordInfo?taskId=${taskId}`)) as { data: TaskRecord }
      if (!data.resultJson) return undefined
      const { resultUrls } = JSON.parse(data.resultJson) as { resultUrls: [string] }
      return new Uint8Array(await (await fetch(resultUrls[0])).arrayBuffer())
    },
    stop: () => child.disconnect(),
  }
}
