import { entries, entry, placeOf } from '../document/located.ts'
import { findingAt, type Reported, report } from '../finding.ts'
import type { CompareSchemas } from '../schemas/pair.ts'
import { compareAnswers } from './answers.ts'
import { compareBody } from './body.ts'
import { compareParameters } from './parameters.ts'
import { compareDocs } from './notes.ts'
import { docsOf, type Operation, operationsIn } from './operation.ts'

/** Callbacks of an operation. What they are called means nothing; the method and where the address is taken from do. */
export function callbacksOf({ located }: Operation): ReadonlyMap<string, Operation> {
  const callbacks = entries(entry(located, 'callbacks'))
  return new Map(
    callbacks.flatMap(([, callback]) =>
      [...operationsIn(callback).values()].map((operation): [string, Operation] => [
        addressOf(operation),
        operation,
      ]),
    ),
  )
}

/** `POST {$request.body#/notifyUrl}`; some pages leave the dollar sign out. */
function addressOf({ name }: Operation): string {
  return name.replace('{request.', '{$request.')
}

function urlOf(address: string): string {
  return address.replace(/^\S+ /, '')
}

/** What two lists of callbacks differ in. They belong to the operation of that name. */
export function compareCallbacks(
  before: ReadonlyMap<string, Operation>,
  after: ReadonlyMap<string, Operation>,
  operation: string,
  compare: CompareSchemas,
): Reported[] {
  const gone = [...before].filter(([address]) => !after.has(address))
  const come = [...after].filter(([address]) => !before.has(address))
  const subject = { operation, part: 'callback' } as const
  const [[from, was] = [], [to, is] = []] = [gone[0], come[0]]
  if (was && is && gone.length === 1 && come.length === 1) {
    const detail = { from: urlOf(from ?? ''), to: urlOf(to ?? '') }
    const moved = findingAt({ place: placeOf(is.located), direction: 'receive' }, 'callback-moved', detail)
    return [...report(subject, [moved]), ...compareOne(was, is, operation, compare)]
  }
  const told =
    (rule: string) =>
    ([address, { located }]: [string, Operation]) =>
      findingAt({ place: placeOf(located), direction: 'receive' }, rule, { what: urlOf(address) })
  const found = [...come.map(told('callback-added')), ...gone.map(told('callback-removed'))]
  const both = [...before].flatMap(([address, old]) => {
    const now = after.get(address)
    return now ? compareOne(old, now, operation, compare) : []
  })
  return [...report(subject, found), ...both]
}

/** What we are sent is an answer to us, and what it is answered with is a request of ours. */
function compareOne(
  before: Operation,
  after: Operation,
  operation: string,
  compare: CompareSchemas,
): Reported[] {
  const subject = { operation, part: 'callback' } as const
  const place = placeOf(after.located)
  const keys = Object.keys(docsOf(after))
  const headers = [...compareParameters(before, after, 'response', compare)]
  const answers = compareAnswers(
    before,
    after,
    { part: 'callback answer', way: 'request', ignored: new Set() },
    compare,
  )
  return [
    ...report(subject, compareDocs(docsOf(before), docsOf(after), keys, 'receive', place)),
    ...headers.flatMap(([noun, found]) => report({ ...subject, noun }, found)),
    ...compareBody(before, after, subject, 'response', compare),
    ...answers.map((found) => ({ ...found, subject: { ...found.subject, operation } })),
  ]
}
