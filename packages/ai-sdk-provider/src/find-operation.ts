import { type Apikley, isApikleyError, type Submission } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { makeOperation, type Operation } from './operation.ts'

/** How many keys of several tasks are asked for at once: a gap between them is never as long. */
const keysAtOnce = 10

/**
 * The operation of a key, as far as the ledger knows it; of `n` tasks that of `key/1` to `key/n`. `undefined` if nothing was
 * started with it at this API.
 */
export async function findOperation(client: Apikley<Model>, key: string): Promise<Operation | undefined> {
  const one = await heldBy(client, key)
  const held = one && !isRejected(one) ? [one] : await severalOf(client, key)
  const begun = held.filter((submission) => !isRejected(submission))
  const [first] = begun
  if (!first) return undefined
  return makeOperation({
    model: first.model,
    key,
    baseUrl: client.baseUrl,
    startedAt: Math.min(...begun.map(({ sentAt }) => sentAt)),
    tasks: begun.map(({ key: own, taskId, saveTo }) => ({
      key: own,
      ...(taskId !== undefined && { taskId }),
      // A stream or sink of the program is no path.
      ...(saveTo !== undefined && !saveTo.startsWith('sink:') && { saveTo }),
    })),
    failed: held.filter(isRejected).map(({ key: own, reason = 'It was refused.' }) => ({
      key: own,
      error: reason,
      moneySpent: 'no',
    })),
    webhook: false,
  })
}

/** Some may be missing: those that were given up before they were sent. */
async function severalOf(client: Apikley<Model>, key: string): Promise<readonly Submission[]> {
  const found: Submission[] = []
  for (let from = 1; ; from += keysAtOnce) {
    const numbers = Array.from({ length: keysAtOnce }, (_, index) => from + index)
    const some = await Promise.all(numbers.map((number) => heldBy(client, `${key}/${number}`)))
    const there = some.filter((submission) => submission !== undefined)
    if (!there.length) return found
    found.push(...there)
  }
}

/** The submission of a key to this API. What can be no key has none. */
async function heldBy(client: Apikley<Model>, key: string): Promise<Submission | undefined> {
  const held = await client.submissions.get(key).catch((error: unknown) => {
    if (isApikleyError(error, 'validation')) return undefined
    throw error
  })
  return held?.baseUrl === client.baseUrl ? held : undefined
}

function isRejected({ state }: Submission): boolean {
  return state === 'rejected'
}
