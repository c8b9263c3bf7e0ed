import { openTask } from './details.js'
import { el } from './dom.js'
import { shortId, timeOfDay } from './format.js'
import { logPanel } from './log-table.js'
/** @import { CallbackEvent } from '../../tasks/events.ts' */
/** @import { PageState, PageTask } from '../page-state.ts' */

const mostAttempts = 4

/** @typedef {CallbackEvent & { key: string }} Attempt */

const show = logPanel(
  {
    name: 'callback',
    title: 'Callbacks',
    columns: [['Time'], ['Task'], ['Delivery'], ['Status', 'number'], ['Attempt', 'number']],
    none: 'None yet. They are sent when a task with a callBackUrl ends, up to four times.',
  },
  (/** @type {Attempt} */ { key }) => key,
  createRow,
)

/** @type {Map<string, CallbackEvent>} */
let last = new Map()

/**
 * Shows the attempts to deliver a callback, the newest first.
 *
 * @param {PageState} state
 */
export function showCallbacks({ callbacks }) {
  last = new Map(callbacks.map((attempt) => [attempt.taskId, attempt]))
  // A callback may be sent more than once, so that two attempts have the same number.
  show(
    callbacks.map((attempt, at, all) => {
      const same = all.slice(0, at).filter((one) => one.taskId === attempt.taskId).length
      return { ...attempt, key: `${attempt.taskId}-${attempt.at}-${same}` }
    }),
  )
}

/**
 * What has become of a task's callback; nothing where it has none.
 *
 * @param {PageTask & { now: number }} task
 * @returns {{ text: string, isBad: boolean }}
 */
export function callbackWord({ taskId, callBackUrl, faults = [], stuck, endsAt, now }) {
  const attempt = last.get(taskId)
  if (attempt) return { text: `callback ${outcomeOf(attempt)}`, isBad: attempt.problem !== undefined }
  if (callBackUrl === undefined) return { text: '', isBad: false }
  if (faults.includes('callbackLost') || stuck) return { text: 'callback is not sent', isBad: true }
  return { text: now < endsAt ? 'callback at its end' : '', isBad: false }
}

/**
 * @param {CallbackEvent} attempt
 */
function outcomeOf({ attempt, status, problem, gaveUp }) {
  if (problem === undefined) return `delivered${attempt > 1 ? ` at attempt ${attempt}` : ''}`
  const rest = gaveUp ? 'given up' : `attempt ${attempt} of ${mostAttempts}`
  return `not delivered${status === undefined ? '' : ` (${status})`}, ${rest}`
}

/** @param {Attempt} attempt */
function createRow(attempt) {
  const { taskId, at, url, status, problem, gaveUp } = attempt
  const outcome = problem === undefined ? 'delivered' : `${problem}${gaveUp ? '; given up' : ''}`
  const id = el('button', { type: 'button', class: 'link' }, shortId(taskId))
  id.addEventListener('click', () => void openTask(taskId))
  const element = el(
    'tr',
    {},
    el('td', {}, timeOfDay(at)),
    el('td', {}, id),
    el(
      'td',
      { class: 'request' },
      el('span', { class: 'path' }, url),
      el('span', { class: problem === undefined ? 'quiet note' : 'note problem-text' }, outcome),
    ),
    el('td', { class: `number status ${problem === undefined ? '' : 'bad'}` }, String(status ?? '–')),
    el('td', { class: 'number attempt' }, `${attempt.attempt} of ${mostAttempts}`),
  )
  return { element, update() {} }
}
