import type { BillEntry, MockTask } from '@apikley/mock'

/** What the mock's admin API tells of its tasks, and of the money. */
export interface MockState {
  tasks: readonly MockTask[]
  bill: readonly BillEntry[]
}

export async function mockState(baseUrl: string): Promise<MockState> {
  const response = await fetch(`${baseUrl}/_mock/state`, { headers: { 'x-apikley-mock': 'admin' } })
  if (!response.ok) throw new Error(`The mock's admin API answered ${response.status}`)
  return (await response.json()) as MockState
}
