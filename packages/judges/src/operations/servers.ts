import { textAt } from '@apikley/pages/document'
import { items, placeOf } from '../document/located.ts'
import { findingAt, type Finding } from '../finding.ts'
import { effective, type Operation } from './operation.ts'

/** How the servers of two operations differ. A document that names none says nothing of its servers. */
export function compareServers(before: Operation, after: Operation): Finding[] {
  const [old, now] = [serversOf(before), serversOf(after)]
  const located = effective(after, 'servers') ?? effective(before, 'servers')
  const place = located ? placeOf(located) : ''
  const told = (rule: string, detail: Finding['detail']) =>
    findingAt({ place, direction: 'send' }, rule, detail)
  const [from, to] = [old[0], now[0]]
  if (from !== undefined && to !== undefined && from !== to) return [told('server-changed', { from, to })]
  const come = now.filter((url) => !old.includes(url))
  const gone = old.filter((url) => !now.includes(url))
  return [
    ...come.map((what) => told('server-added', { what })),
    ...gone.map((what) => told('server-removed', { what })),
  ]
}

function serversOf(operation: Operation): readonly string[] {
  return items(effective(operation, 'servers')).map(({ value }) => textAt(value, 'url').replace(/\/$/, ''))
}
