import type { MockEvent } from '../events.ts'
import { messageOf } from '../message.ts'

/** One line for something that happened. */
export function logLine(event: MockEvent): string {
  if (event.type === 'request') {
    const code = event.code === undefined ? '' : ` code ${event.code}`
    const faults = event.faults ? ` (${event.faults.join(', ')})` : ''
    return `${event.method} ${event.path} → ${event.status}${code} ${event.ms.toFixed(0)} ms${faults}`
  }
  if (event.type === 'defect')
    return `the mock itself failed: ${event.error instanceof Error ? event.error.stack : String(event.error)}`
  if (event.type !== 'callback') return event.type
  const again = event.attempt > 1 ? ` (attempt ${event.attempt})` : ''
  const outcome = event.problem === undefined ? String(event.status) : `not delivered: ${event.problem}`
  return `callback POST ${event.url}${again} → ${outcome}`
}

/** The same as JSON, for programs. */
export function jsonLine(event: MockEvent): string {
  return JSON.stringify(event.type === 'defect' ? { ...event, error: messageOf(event.error) } : event)
}
