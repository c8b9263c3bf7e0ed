/** @import { Fault } from '../../faults/fault.ts' */
/** @import { PageState } from '../page-state.ts' */
/** @import { TaskDetails } from '../../admin/task-details.ts' */
/** @import { Exchange } from '../../exchanges.ts' */
/** @import { FaultName } from '../../faults/fault.ts' */
/** @import { KindOfFault } from '../../faults/catalogue/kind.ts' */
/** @import { Rule } from '../../faults/rules.ts' */

/** @typedef {{ kinds: Record<FaultName, KindOfFault>, options: Record<string, Rule> }} FaultKinds */

/** @typedef {PageState & { faultKinds: FaultKinds }} Shown what the page shows, and the kinds of faults that there are */

/** @returns {Promise<Shown>} */
export async function readState() {
  const [faultKinds, state] = await Promise.all([readFaultKinds(), send('GET', '/_mock/page/state')])
  return { ...state, faultKinds }
}

/**
 * @param {string} taskId
 * @returns {Promise<TaskDetails>}
 */
export function readTask(taskId) {
  return send('GET', `/_mock/tasks/${encodeURIComponent(taskId)}`)
}

/**
 * @param {number} requestId
 * @returns {Promise<Exchange>}
 */
export function readRequest(requestId) {
  return send('GET', `/_mock/requests/${requestId}`)
}

/** @type {Promise<FaultKinds> | undefined} */
let faultKinds

/** Asked for once. */
function readFaultKinds() {
  faultKinds ??= send('GET', '/_mock/faults').catch((error) => {
    faultKinds = undefined
    throw error
  })
  return faultKinds
}

/** @param {number} credits */
export function topUp(credits) {
  return send('POST', '/_mock/credits', { credits })
}

/** @param {Fault} fault */
export function addFault(fault) {
  return send('POST', '/_mock/faults', { fault })
}

/** @param {string} id */
export function clearFault(id) {
  return send('DELETE', `/_mock/faults/${encodeURIComponent(id)}`)
}

export function clearFaults() {
  return send('DELETE', '/_mock/faults')
}

/** @param {number} ms */
export function advance(ms) {
  return send('POST', '/_mock/advance', { ms })
}

export function reset() {
  return send('POST', '/_mock/reset', {})
}

/**
 * Calls back whenever something has happened, until the connection ends. Not by an EventSource: that cannot send the
 * header which tells the mock that this is its own page.
 *
 * @param {() => void} onOpen
 * @param {() => void} onEvent
 */
export async function followEvents(onOpen, onEvent) {
  const response = await fetch('/_mock/events', { headers: { ...ownHeader, accept: 'text/event-stream' } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!response.ok || !reader) throw new Error(`The events were answered with ${response.status}`)
  onOpen()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    // Heartbeats are comments.
    if (/^(?:event|data):/m.test(value)) onEvent()
  }
}

const ownHeader = { 'x-apikley-mock': 'admin' }

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: {
      ...ownHeader,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok)
    throw new Error(messageIn(text) ?? `${method} ${path} was answered with ${response.status}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** @param {string} text */
function messageIn(text) {
  try {
    const { msg } = JSON.parse(text)
    return typeof msg === 'string' ? msg : undefined
  } catch {
    return undefined
  }
}
