import { AssertionError } from 'node:assert'
import type { MockTask } from '../tasks/mock-task.ts'

/** A task with the money that was not given back for it. */
export interface ChargedTask {
  task: MockTask
  refunded: boolean
}

/** Throws unless the charges that stand are one a request, or with `which` one in all. */
export function assertChargedOnce(
  all: readonly ChargedTask[],
  which?: string | ((task: MockTask) => boolean),
): void {
  const chosen = all.filter(({ task }) => matches(task, which))
  const standing = chosen.filter(({ refunded }) => !refunded).map(({ task }) => task)
  const refunds = chosen.length - standing.length
  const aside = refunds > 0 ? ` (${refunds} more charged and given back)` : ''
  if (standing.length === 0)
    fail(`Nothing was charged${which === undefined ? '' : ' for such a task'}${aside}.`, 0)

  const groups = which === undefined ? [...groupedByRequest(standing).values()] : [standing]
  const double = groups.filter((group) => group.length > 1)
  if (double.length > 0)
    fail(`Charged more than once${aside}:\n${double.map(listed).join('\n')}`, double[0]?.length ?? 0)
}

function matches(task: MockTask, which: string | ((task: MockTask) => boolean) | undefined): boolean {
  if (which === undefined) return true
  if (typeof which === 'function') return which(task)
  return texts(task.input).some((text) => text.includes(which))
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value instanceof Object ? Object.values(value).flatMap(texts) : []
}

function groupedByRequest(tasks: readonly MockTask[]): Map<string, MockTask[]> {
  const groups = new Map<string, MockTask[]>()
  for (const task of tasks) {
    const request = JSON.stringify([task.model, sorted(task.input)])
    groups.set(request, [...(groups.get(request) ?? []), task])
  }
  return groups
}

// The order of a body's members is no difference between two requests.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!(value instanceof Object)) return value
  const entries = Object.entries(value).map(([name, member]): [string, unknown] => [name, sorted(member)])
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function listed(tasks: readonly MockTask[]): string {
  const [first] = tasks
  const charges = tasks.map(
    (task) => `    ${task.price} credits for task ${task.taskId}, ${new Date(task.createdAt).toISOString()}`,
  )
  return [`  ${first?.model} ${JSON.stringify(first?.input).slice(0, 200)}`, ...charges].join('\n')
}

function fail(message: string, actual: number): never {
  throw new AssertionError({ message, actual, expected: 1, operator: 'assertChargedOnce' })
}
