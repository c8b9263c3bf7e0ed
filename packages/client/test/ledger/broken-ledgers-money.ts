import type { Ledger, Submission } from '@apikley/client'
import type { Fault } from './broken-ledgers.ts'
import { listed } from './listed.ts'

const cost = ({ state, credits = 0 }: Submission): number => (state === 'rejected' ? 0 : Math.max(0, credits))
const sum = (all: readonly Submission[]): number => all.reduce((total, one) => total + cost(one), 0)

/** Counts by another rule. */
const counting = (
  store: Ledger,
  spent: (all: readonly Submission[], window: { since: number; now: number }) => number,
): Partial<Ledger> => ({ spending: async (window) => spent(await listed(store), window) })

/** Looks what is spent, and begins later: whoever looks meanwhile sees as much. */
const looksFirst: Fault = (store) => ({
  begin: async (intent, limit) => {
    const spent = limit ? await store.spending(limit) : 0
    return spent + cost(intent) <= (limit?.credits ?? Infinity)
      ? store.begin(intent)
      : store.begin(intent, limit)
  },
})

/** The rules of money, and of what is kept, that each of these breaks, and how. */
export const moneyFaults: readonly (readonly [rule: string, fault: string, breaks: Fault])[] = [
  [
    'counts what is reserved or charged, and not what was rejected',
    'counts what was rejected',
    (store) => counting(store, (all) => all.reduce((total, { credits = 0 }) => total + credits, 0)),
  ],
  [
    'counts fractions of credits in any order to the same sum',
    'adds up floating-point numbers',
    (store) => counting(store, sum),
  ],
  [
    'counts what was sent within a window, at its edges, too',
    'counts from after the edge',
    (store) => ({ spending: ({ since, now }) => store.spending({ since: since + 1, now }) }),
  ],
  [
    'counts what was sent while the clock was set back for days',
    'goes by the own time of each submission alone',
    (store) => counting(store, (all, { since }) => sum(all.filter(({ sentAt }) => sentAt >= since))),
  ],
  [
    'counts what was sent while the clock was ahead by days, and nothing beside',
    'counts everything after one that is ahead',
    (store) =>
      counting(store, (all, { since }) => {
        const first = all.findIndex(({ sentAt }) => sentAt >= since)
        return first < 0 ? 0 : sum(all.slice(first))
      }),
  ],
  [
    'begins within a limit, and writes what exceeds it as rejected',
    'has no limit',
    (store) => ({ begin: (intent) => store.begin(intent) }),
  ],
  [
    'answers the holder of a key, whatever the limit',
    'looks at the limit first',
    (store) => ({
      begin: async (intent, limit) =>
        limit && (await store.spending(limit)) >= limit.credits
          ? { ...intent, state: 'rejected' }
          : store.begin(intent, limit),
    }),
  ],
  [
    'lets as many begin as there are credits for among many who begin at the same time',
    'looks first and begins later',
    looksFirst,
  ],
  [
    'lets as many begin as there are credits for among all who share it',
    'looks first and begins later',
    looksFirst,
  ],
  [
    'counts many submissions as one by one',
    'counts one page of them',
    (store) => counting(store, (all) => sum(all.slice(0, 150))),
  ],
  [
    'lists what is open, in the order in which it began, and what is not saved',
    'takes a result that is to be saved for finished',
    (store) => filtering(store, ({ state }) => state !== 'succeeded'),
  ],
  [
    'lists on while submissions begin and change',
    'counts off pages of what is open now',
    (store) => ({
      list: async function* (filter) {
        for (let at = 0; ; at += 100) {
          const page = (await listed(store, filter)).slice(at, at + 100)
          if (!page.length) return
          yield* page
        }
      },
    }),
  ],
  [
    'forgets nothing and frees no key when a clock is days behind or ahead',
    'forgets what is old',
    (store) => filtering(store, ({ sentAt }) => sentAt > 1_790_000_000_000 - 86_400_000),
  ],
  [
    'deletes by prune what was sent before and needs nothing more, and nothing else',
    'deletes what is exactly as old, too',
    (store) => ({ prune: (before) => store.prune(before + 1) }),
  ],
  [
    'lets a key begin anew after prune, as the last one',
    'remembers keys for ever',
    (store) => {
      const first = new Map<string, Submission>()
      return {
        begin: async (intent) => {
          const held = first.get(intent.key) ?? (await store.begin(intent))
          first.set(intent.key, held)
          return held
        },
      }
    },
  ],
  [
    'prunes many submissions',
    'counts none',
    (store) => ({ prune: async (at) => (await store.prune(at), 0) }),
  ],
  [
    'forgets only what is not finished',
    'forgets everything',
    (store) => ({
      update: async (key, change) => {
        const after = await store.update(key, change)
        return change.state === 'forgotten' ? { ...after, state: 'forgotten' } : after
      },
    }),
  ],
  [
    'keeps a forgotten submission closed, its key held, its reason and what is learned later',
    'drops what is learned later',
    (store) => ({
      update: async (key, change) => {
        const held = await store.get(key)
        return held?.state === 'forgotten' ? held : store.update(key, change)
      },
    }),
  ],
]

const filtering = (store: Ledger, keeps: (one: Submission) => boolean): Partial<Ledger> => ({
  list: async function* (filter) {
    for await (const one of store.list(filter)) if (keeps(one)) yield one
  },
})
