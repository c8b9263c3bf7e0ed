import type { MockEvent } from '../options.ts'

/** One line for something that happened. */
export function logLine(event: MockEvent): string {
  if (event.type === 'request') {
    const code = event.code === undefined ? '' : ` code ${event.code}`
    return `${event.method} ${event.path} → ${event.status}${code} ${event.ms.toFixed(0)} ms`
  }
  if (event.type === 'defect')
    return `the mock itself failed: ${event.error instanceof Error ? event.error.stack : String(event.error)}`
  const outcome = event.problem === undefined ? String(event.status) : `not delivered: ${event.problem}`
  return `callback POST ${event.url} → ${outcome}`
}
