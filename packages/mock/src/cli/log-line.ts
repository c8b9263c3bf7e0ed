import type { MockEvent } from '../events.ts'
import { messageOf } from '../message.ts'

/** One line for something that happened. */
export function logLine(event: MockEvent): string {
  return printable(lineOf(event))
}

/** The same as JSON, for programs. */
export function jsonLine(event: MockEvent): string {
  return printable(
    JSON.stringify(event.type === 'defect' ? { ...event, error: messageOf(event.error) } : event),
  )
}

function lineOf(event: MockEvent): string {
  if (event.type === 'request') {
    const code = event.code === undefined ? '' : ` code ${event.code}`
    const faults = event.faults ? ` (${event.faults.join(', ')})` : ''
    const lost = event.lost ? ' lost' : ''
    const problem = event.problem === undefined ? '' : `: ${event.problem}`
    return `${event.method} ${event.path} → ${event.status}${code}${lost} ${event.ms.toFixed(0)} ms${faults}${problem}`
  }
  if (event.type === 'refused') return `refused: ${event.what} ${event.address}: ${event.problem}`
  if (event.type === 'defect')
    return `the mock itself failed: ${event.error instanceof Error ? event.error.stack : String(event.error)}`
  if (event.type !== 'callback') return event.type
  const again = event.attempt > 1 ? ` (attempt ${event.attempt})` : ''
  const outcome = event.problem === undefined ? String(event.status) : `not delivered: ${event.problem}`
  return `callback POST ${event.url}${again} → ${outcome}`
}

// Paths and messages are foreign text: it neither controls the terminal nor turns the line around.
function printable(line: string): string {
  const escaped = (found: string) =>
    found.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return line.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (found) => escaped(found).join(''))
}
