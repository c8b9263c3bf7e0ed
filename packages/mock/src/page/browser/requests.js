import { el } from './dom.js'
import { openRequest, statusWord } from './details.js'
import { faultName } from './fault-kinds.js'
import { timeOfDay } from './format.js'
import { logPanel } from './log-table.js'
/** @import { RequestEvent } from '../../events.ts' */
/** @import { PageState } from '../page-state.ts' */

const show = logPanel(
  {
    name: 'request',
    title: 'Requests',
    columns: [['Time'], ['Request'], ['Status', 'number'], ['Code', 'number'], ['ms', 'number']],
    none: 'None yet.',
  },
  (/** @type {RequestEvent} */ { requestId }) => String(requestId),
  createRow,
)

/**
 * Shows the newest requests first.
 *
 * @param {PageState} state
 */
export function showRequests({ requests }) {
  show(requests)
}

/** @param {RequestEvent} request */
function createRow(request) {
  const { method, path, status, code, problem, ms, faults = [] } = request
  const said = statusWord(request)
  const isBad = status >= 400 || said !== String(status)
  const open = el('button', { type: 'button', class: 'link path' }, path)
  open.addEventListener('click', () => void openRequest(request))
  const spoilers = faults.map((kind) => el('span', { class: 'spoiler' }, faultName(kind)))
  const element = el(
    'tr',
    {},
    el('td', {}, timeOfDay(request.at)),
    el(
      'td',
      { class: 'request' },
      el('span', { class: 'method' }, method),
      ' ',
      open,
      ...spoilers,
      ...(problem === undefined ? [] : [el('span', { class: 'note problem-text' }, problem)]),
    ),
    el('td', { class: `number status ${isBad ? 'bad' : ''}` }, said),
    el(
      'td',
      { class: `number code ${code === undefined || code === 200 ? '' : 'bad'}` },
      String(code ?? '–'),
    ),
    el('td', { class: 'number ms' }, ms.toFixed(ms < 10 ? 1 : 0)),
  )
  return { element, update() {} }
}
