import type { Clock } from '../clock.ts'
import type { Faults } from '../faults/active-faults.ts'
import type { Task } from './task.ts'

/** The credits of the one account that the mock has. */
export interface Account {
  balance(now: number): number
  charge(task: Task): void
  /** Adds credits. */
  topUp(credits: number): void
  /** How many were added. */
  readonly toppedUp: number
  /** All credits are there again. */
  reset(): void
}

/** What the balance is read from. */
export interface BalanceContext {
  account: Pick<Account, 'balance'>
  clock: Pick<Clock, 'now'>
  faults: Pick<Faults, 'creditsGone'>
}

/** The balance that the API reports. */
export function reportedBalance({ account, clock, faults }: BalanceContext): number {
  return faults.creditsGone() ? 0 : account.balance(clock.now())
}

export function createAccount(initial: number, added = 0): Account {
  let charged = 0
  let toppedUp = added
  const refundable: Task[] = []
  return {
    balance(now) {
      const refunded = refundable.filter((task) => now >= task.endsAt)
      return initial + toppedUp - charged + refunded.reduce((sum, task) => sum + task.price, 0)
    },
    charge(task) {
      charged += task.price
      if (task.failure) refundable.push(task)
    },
    topUp(credits) {
      toppedUp += credits
    },
    get toppedUp() {
      return toppedUp
    },
    reset() {
      charged = toppedUp = 0
      refundable.length = 0
    },
  }
}
