import { applyChange, type Ledger, type LedgerChange, memoryLedger, type Submission } from '@apikley/client'
import { listed } from './listed.ts'

/** Makes a ledger of a store with one fault in it; `own` is true for all but the first of a store. */
export type Fault = (store: Ledger, own: boolean) => Partial<Ledger>

const held = async (store: Ledger, key: string): Promise<Submission> => {
  const submission = await store.get(key)
  if (!submission) throw new Error('no such key')
  return submission
}

/** Looks whether a key is free, and takes it later: whoever looks meanwhile sees it free, too. */
const freesInTwoSteps: Fault = (store) => ({
  begin: async (intent) => {
    const free = (await store.get(intent.key))?.state === 'rejected'
    const holder = await store.begin(intent)
    return free ? intent : holder
  },
})

const listeners = new WeakMap<Ledger, Set<(change: LedgerChange) => void>>()

/** Tells those who subscribe of every update: `told` is what of it, `leaves` whether they can leave. */
function telling(told: (submission: Submission) => LedgerChange, leaves: boolean): Fault {
  return (store) => {
    const those = listeners.get(store) ?? new Set()
    listeners.set(store, those)
    return {
      update: async (key, change) => {
        const submission = await store.update(key, change)
        for (const listener of those) listener(told(submission))
        return submission
      },
      subscribe: (listener) => {
        those.add(listener)
        return () => void (leaves && those.delete(listener))
      },
    }
  }
}

/** The rule that each of these breaks, and how. */
export const faults: readonly (readonly [rule: string, fault: string, breaks: Fault])[] = [
  [
    'answers a begun submission as it was given, and keeps it so',
    'drops a field',
    (store) => ({ begin: ({ trace: _trace, ...intent }) => store.begin(intent) }),
  ],
  [
    'answers the holder of a key, and leaves it as it is',
    'answers the intent instead of the holder',
    (store) => ({ begin: async (intent) => ((await store.get(intent.key)) ? intent : store.begin(intent)) }),
  ],
  [
    'lets a rejected key begin anew, with nothing left of the first attempt',
    'holds rejected keys, too',
    (store) => ({ begin: async (intent) => (await store.get(intent.key)) ?? store.begin(intent) }),
  ],
  [
    'lets a rejected key begin anew, with nothing left of the first attempt',
    'mixes the second attempt with the first',
    (store) => ({
      begin: async (intent) => {
        const before = await store.get(intent.key)
        return store.begin(before?.state === 'rejected' ? { ...before, ...intent } : intent)
      },
    }),
  ],
  [
    'begins a key once among many who begin it at the same time',
    'looks first and writes later',
    (store) => {
      const written = new Set<string>()
      return {
        begin: async (intent) => {
          if (written.has(intent.key)) return store.begin(intent)
          await Promise.resolve()
          written.add(intent.key)
          await store.begin(intent)
          return intent
        },
      }
    },
  ],
  [
    'begins a rejected key once among many who begin it at the same time',
    'frees a rejected key in one step and takes it in another',
    freesInTwoSteps,
  ],
  [
    'keeps all keys that are begun at the same time',
    'forgets the oldest ones',
    (store) => listing(store, (all) => all.slice(-99)),
  ],
  [
    'answers what stands there after a change, and leaves the rest as it is',
    'answers what stood there before',
    (store) => ({
      update: async (key, change) => {
        const before = await held(store, key)
        await store.update(key, change)
        return before
      },
    }),
  ],
  [
    'never goes back, in whichever order it learns things',
    'takes every state',
    (store) => overwriting(store, (before, change) => ({ ...before, ...change })),
  ],
  [
    'never calls a rejected submission unknown, but an unknown one can become rejected',
    'takes unknown for later than rejected',
    (store) =>
      overwriting(store, (before, change) =>
        change.state === 'unknown' && before.state === 'rejected'
          ? { ...before, ...change }
          : applyChange(before, change),
      ),
  ],
  [
    'keeps the first task id',
    'takes the last task id',
    (store) =>
      overwriting(store, (before, change) => ({
        ...applyChange(before, change),
        ...(change.taskId !== undefined && { taskId: change.taskId }),
      })),
  ],
  [
    'replaces a task that somebody has told of by the one that the API has answered',
    'keeps what it was told of',
    (store) => ({ update: (key, { answered: _answered, ...change }) => store.update(key, change) }),
  ],
  [
    'gives a task to one key of an API, among many who ask for it at the same time',
    'gives it to all of them',
    (store) => overwriting(store, applyChange),
  ],
  [
    'gives a task to one key of an API, among many who ask for it at the same time',
    'takes tasks of one name for one, whichever API they belong to',
    (store) => ({
      update: async (key, change) => {
        const holder = change.taskId === undefined ? undefined : await store.find(change.taskId)
        if (holder && holder.key !== key) throw new Error('rejected: it belongs to another key')
        return store.update(key, change)
      },
    }),
  ],
  [
    'gives a task to one key among all who share it',
    'asks only what it has written itself',
    (store) => overwriting(store, applyChange),
  ],
  [
    'drops a change that is meant for another attempt',
    'does not look at the attempt',
    (store) => ({ update: (key, { attempt: _attempt, ...change }) => store.update(key, change) }),
  ],
  [
    'applies any changes as applyChange does',
    'never changes the files twice',
    (store) => ({
      update: async (key, change) => {
        const { files } = await held(store, key)
        return store.update(key, { ...change, ...(files && { files }) })
      },
    }),
  ],
  [
    'loses no change of those that come at the same time',
    'reads, changes and writes in three steps',
    (store) => racing(store),
  ],
  [
    'rejects a change of a key that nobody has begun',
    'begins it instead',
    (store) => ({
      update: async (key, change) =>
        (await store.get(key)) ? store.update(key, change) : ({ key, ...change } as Submission),
    }),
  ],
  [
    'answers nothing for what it does not have',
    'looks keys up in a plain object',
    (store) => ({ get: async (key) => ({} as Record<string, never>)[key] ?? store.get(key) }),
  ],
  [
    'finds a submission by its task',
    'answers what it knew when the task was made',
    (store) => {
      const known = new Map<string, Submission>()
      return {
        update: async (key, change) => {
          const after = await store.update(key, change)
          if (change.taskId !== undefined) known.set(change.taskId, after)
          return after
        },
        find: async (taskId) => known.get(taskId),
      }
    },
  ],
  [
    'lists in the order in which submissions began',
    'sorts by the time of sending',
    (store) => listing(store, (all) => all.toSorted((a, b) => a.sentAt - b.sentAt)),
  ],
  [
    'keeps every character of every text, and every digit of every number',
    'ends texts at a line end',
    (store) => ({
      begin: (intent) => store.begin({ ...intent, model: intent.model.split('\n')[0] ?? '' }),
    }),
  ],
  [
    'keeps every character of every text, and every digit of every number',
    'rounds credits',
    (store) => ({
      begin: (intent) => store.begin({ ...intent, credits: Math.round(100 * (intent.credits ?? 0)) / 100 }),
    }),
  ],
  [
    'tells keys apart that look alike',
    'compares keys without case',
    (store) => ({ begin: async (intent) => store.begin({ ...intent, key: intent.key.toLowerCase() }) }),
  ],
  [
    'tells keys apart that look alike',
    'normalizes keys',
    (store) => ({ begin: async (intent) => store.begin({ ...intent, key: intent.key.normalize() }) }),
  ],
  [
    'holds keys of any script, up to 200 characters long',
    'has room for 200 bytes',
    (store) => ({
      begin: async (intent) =>
        store.begin({ ...intent, key: Buffer.from(intent.key).toString('utf8', 0, 200) }),
    }),
  ],
  ['holds many submissions', 'lists one page of them', (store) => listing(store, (all) => all.slice(0, 150))],
  [
    'has everything after it was closed and opened again',
    'forgets tasks',
    (store, own) => (own ? { find: async () => undefined } : {}),
  ],
  [
    'has everything that was acknowledged, even if it was never closed',
    'writes when it is closed',
    () => memoryLedger(),
  ],
  [
    'shows at once what others have written',
    'reads once, when it is opened',
    (store, own) => (own ? stale(store) : {}),
  ],
  [
    'begins a key once among all who share it',
    'guards keys in its own process alone',
    (store) => {
      const own = new Set<string>()
      return {
        begin: async (intent) => {
          const first = !own.has(intent.key)
          own.add(intent.key)
          const holder = await store.begin(intent)
          return first ? intent : holder
        },
      }
    },
  ],
  [
    'lets one alone begin a rejected key anew among all who share it',
    'frees a rejected key in one step and takes it in another',
    freesInTwoSteps,
  ],
  [
    'loses no change of those that come from several at the same time',
    'reads, changes and writes in three steps',
    (store) => racing(store),
  ],
  [
    'lists in one order for all who share it',
    'lists its own ones first',
    (store) => {
      const own = new Set<string>()
      return {
        begin: (intent) => store.begin((own.add(intent.key), intent)),
        ...listing(store, (all) => all.toSorted((a, b) => Number(own.has(b.key)) - Number(own.has(a.key)))),
      }
    },
  ],
  [
    'keeps many submissions when it is opened again',
    'reads one page of them',
    (store, own) => (own ? listing(store, (all) => all.slice(0, 150)) : {}),
  ],
  [
    'tells those who subscribe what others have changed, if it can be subscribed to',
    'does not tell of the task',
    telling(({ key, state }) => ({ key, state }), true),
  ],
  [
    'tells those who subscribe what others have changed, if it can be subscribed to',
    'tells those who have left, too',
    telling(({ key, state, taskId = '' }) => ({ key, state, taskId }), false),
  ],
]

function listing(
  store: Ledger,
  change: (all: readonly Submission[]) => readonly Submission[],
): Partial<Ledger> {
  return {
    list: async function* (filter) {
      yield* change(await listed(store, filter))
    },
  }
}

/** Changes are kept beside the store, by another rule. */
export function overwriting(store: Ledger, change: typeof applyChange): Partial<Ledger> {
  const changed = new Map<string, Submission>()
  const get: Ledger['get'] = async (key) => changed.get(key) ?? store.get(key)
  return {
    get,
    find: async (taskId) => [...changed.values()].find((each) => each.taskId === taskId),
    update: async (key, to) => {
      const before = await get(key)
      if (!before) throw new Error('no such key')
      const after = change(before, to)
      changed.set(key, after)
      return after
    },
  }
}

const racing = (store: Ledger): Partial<Ledger> => {
  let last: Submission | undefined
  return {
    get: async (key) => last ?? store.get(key),
    update: async (key, change) => {
      const before = last ?? (await held(store, key))
      await Promise.resolve()
      last = applyChange(before, change)
      return last
    },
  }
}

function stale(store: Ledger): Partial<Ledger> {
  const seen = listed(store)
  return {
    list: async function* () {
      yield* await seen
    },
    get: async (key) => (await seen).find((each) => each.key === key),
  }
}
