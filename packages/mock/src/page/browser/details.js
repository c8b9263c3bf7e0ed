import { readRequest, readTask } from './admin.js'
import { copyButton } from './copy.js'
import { byId, el } from './dom.js'
import { faultName } from './fault-kinds.js'
import { duration, number, shortId, timeOfDay } from './format.js'
/** @import { RequestEvent } from '../../events.ts' */
/** @import { CallbackEvent } from '../../tasks/events.ts' */

const dialog = /** @type {HTMLDialogElement} */ (byId('details'))
byId('details-close').addEventListener('click', () => dialog.close())
// A click beside it, which a dialog takes for one on itself.
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close()
})

/** @param {RequestEvent} request */
export async function openRequest(request) {
  const { requestId, method, path, status, problem = '', ms, faults = [], lost } = request
  await open(`Request ${requestId}`, async () => {
    const { request: asked, answer } = await readRequest(requestId)
    return [
      facts([
        ['Request', `${method} ${path}`],
        ['At', timeOfDay(request.at)],
        ['Answer', answerWord(request)],
        ['Reason', problem],
        ['Faults', faults.map(faultName).join(', ')],
      ]),
      ...(lost ? [el('p', { class: 'note problem-text' }, 'This answer did not arrive whole.')] : []),
      ...part('Body of the request', pretty(asked.body)),
      ...part('Answer', pretty(answer.body)),
      ...part('Headers of the request', headersOf(asked.headers)),
      ...part('Headers of the answer', headersOf(answer.headers)),
    ]
  })

  /** @param {RequestEvent} event */
  function answerWord(event) {
    const said = event.code === undefined ? '' : `, code ${event.code}`
    return `${statusWord(event)}${statusWord(event) === String(status) ? said : `: HTTP ${status}${said}`}, ${ms.toFixed(1)} ms`
  }
}

/** @param {string} taskId */
export async function openTask(taskId) {
  await open(`Task ${shortId(taskId)}`, async () => {
    const { record, input, callBackUrl, callbacks, faults, price, requestId, ...task } =
      await readTask(taskId)
    const text = (/** @type {string} */ name) => textOf(record[name])
    const ended = record['completeTime']
    const took = typeof ended === 'number' ? duration(ended - task.createdAt) : ''
    return [
      facts([
        ['State', text('state')],
        ['Model', task.model],
        [
          'Created',
          `${timeOfDay(task.createdAt)}${requestId === undefined ? '' : ` by request ${requestId}`}`,
        ],
        ['Took', took],
        ['Credits', number(price)],
        ['Reason', [text('failCode'), text('failMsg')].filter(Boolean).join(': ')],
        ['Faults', faults.map(({ kind }) => faultName(kind)).join(', ')],
        ['Callback to', callBackUrl ?? ''],
      ]),
      el('p', {}, copyButton('Copy the id', taskId, `Copy the id ${taskId}`)),
      ...part('Input', pretty(JSON.stringify(input))),
      ...part('Result', pretty(text('resultJson'))),
      ...(callbacks.length > 0
        ? [el('h3', {}, 'Attempts to deliver its callback'), attempts(callbacks)]
        : []),
    ]
  })
}

/**
 * What the caller got, in a word: the HTTP status, or why there was none.
 *
 * @param {RequestEvent} request
 */
export function statusWord({ status, lost, faults = [] }) {
  if (status === 0) return 'reset'
  if (!lost) return String(status)
  const cut = faults.some((kind) => ['resetMidAnswer', 'truncatedBody', 'linkBreaks'].includes(kind))
  return cut ? 'cut' : 'lost'
}

/**
 * @param {string} title
 * @param {() => Promise<readonly Node[]>} read
 */
async function open(title, read) {
  byId('details-title').textContent = title
  const content = byId('details-content')
  content.replaceChildren(el('p', { class: 'quiet' }, 'Reading…'))
  if (!dialog.open) dialog.showModal()
  try {
    content.replaceChildren(...(await read()))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    content.replaceChildren(el('p', { class: 'note problem-text' }, why))
  }
  content.scrollTop = 0
}

/** @param {readonly (readonly [string, string])[]} pairs those without a text are left out */
function facts(pairs) {
  const given = pairs.filter(([, text]) => text !== '')
  return el(
    'dl',
    { class: 'facts' },
    ...given.flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]),
  )
}

/**
 * @param {string} title
 * @param {string} text
 */
function part(title, text) {
  if (text === '') return []
  return [el('h3', {}, title), el('pre', { tabindex: '0', 'aria-label': title }, el('code', {}, text))]
}

/** @param {readonly CallbackEvent[]} callbacks */
function attempts(callbacks) {
  const rows = callbacks.map(({ at, attempt, status, problem }) =>
    el(
      'li',
      {},
      `${timeOfDay(at)}, attempt ${attempt}: `,
      el('span', problem === undefined ? {} : { class: 'problem-text' }, problem ?? `HTTP ${status}`),
    ),
  )
  return el('ul', {}, ...rows)
}

/** @param {Record<string, string>} headers */
function headersOf(headers) {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === 'string' ? value : ''
}

/** @param {string} text */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
