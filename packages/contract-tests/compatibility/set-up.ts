import type { TestProject } from 'vitest/node'
import publishAndInstall from '../src/consumers/set-up.ts'
import { fetchAll } from './matrix.ts'

/** As for the consumer tests, while the engines are on their way. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [end, fetched] = await Promise.allSettled([publishAndInstall(project), fetchAll()])
  if (end.status === 'rejected') throw end.reason
  if (fetched.status === 'fulfilled') return end.value
  await end.value()
  throw fetched.reason
}
