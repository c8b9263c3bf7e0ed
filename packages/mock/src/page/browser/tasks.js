import { callbackWord } from './callbacks.js'
import { openTask } from './details.js'
import { byId, el, setText } from './dom.js'
import { faultName } from './fault-kinds.js'
import { duration, number, plural, shortId } from './format.js'
import { keyedList } from './keyed-list.js'
import { showAllButton } from './log-table.js'
import { resultPreview } from './result.js'
import { copyButton } from './copy.js'
/** @import { PageState, PageTask } from '../page-state.ts' */

byId('task-list').after(showAllButton(byId('task-list')))
const show = keyedList(byId('task-list'), (/** @type {Shown} */ { taskId }) => taskId, createRow)

/** @typedef {PageTask & { now: number }} Shown */

/**
 * Shows the newest tasks, and says how many more there are.
 *
 * @param {PageState} state
 */
export function showTasks({ tasks, taskCount, unfinished, stuck, now }) {
  show(tasks.map((task) => ({ ...task, now })).toReversed())
  const older = taskCount - tasks.length
  byId('welcome').hidden = taskCount > 0
  byId('task-list').hidden = taskCount === 0
  const running = unfinished === 0 && stuck === 0 ? 'all ended' : `${number(unfinished)} running`
  const hanging = stuck === 0 ? '' : `, ${number(stuck)} stuck`
  setText(byId('tasks-count'), taskCount === 0 ? '' : `${number(taskCount)}, ${running}${hanging}`)
  byId('tasks-more').hidden = older === 0
  setText(
    byId('tasks-more'),
    `The newest ${number(tasks.length)} are shown, ${plural(older, 'older one')} not.`,
  )
}

/** @param {Shown} first */
function createRow(first) {
  const id = shortId(first.taskId)
  const state = el('span', { class: 'state' })
  const price = el('span', { class: 'price' })
  const progress = el('progress', { max: '1', 'aria-label': `Progress of task ${id}` })
  const word = el('span', { class: 'word' })
  // Said by the state and the progress, too.
  const blank = el('span', { class: 'blank', 'aria-hidden': 'true' })
  const preview = el('div', { class: 'preview' }, blank)
  const callback = el('span', { class: 'callback' })
  const marks = el('span', { class: 'marks' })
  const details = el(
    'button',
    { type: 'button', class: 'small open', 'aria-label': `Details of task ${id}` },
    'Details',
  )
  details.addEventListener('click', () => void openTask(first.taskId))
  const element = el(
    'li',
    { class: 'task', 'data-task': first.taskId },
    preview,
    el(
      'div',
      { class: 'about' },
      el('div', { class: 'line' }, state, marks, el('span', { class: 'model' }, first.model), price),
      el('p', { class: 'prompt' }, first.text),
      progress,
      el(
        'div',
        { class: 'line quiet foot' },
        copyButton(id, first.taskId, `Copy the id ${first.taskId}`),
        el('p', { class: 'words' }, word, ' ', callback),
        details,
      ),
    ),
  )
  return {
    element,
    /** @param {Shown} task */
    update(task) {
      const changed = element.dataset['state'] !== task.state
      element.dataset['state'] = task.state
      setText(state, task.state)
      setMarks(marks, task)
      const told = callbackWord(task)
      setText(callback, told.text)
      callback.classList.toggle('problem-text', told.isBad)
      setText(price, `${number(task.price)} credits${task.failure ? ', refunded' : ''}`)
      progress.hidden = isEnded(task) || task.stuck === true
      progress.value = shareOf(task)
      setText(word, wordFor(task))
      const [url, ...more] = task.resultUrls ?? []
      if (url === undefined) setText(blank, blankFor(task))
      else if (changed) preview.replaceChildren(resultPreview(task, [url, ...more]))
    },
  }
}

/**
 * What sets the task apart from one that goes well.
 *
 * @param {HTMLElement} marks
 * @param {Shown} task
 */
function setMarks(marks, { stuck, lost, faults = [] }) {
  const others = faults.filter((kind) => kind !== 'lostResponse' && kind !== 'stuckWaiting')
  const texts = [...(stuck ? ['stuck'] : []), ...(lost ? ['answer lost'] : []), ...others.map(faultName)]
  if (marks.textContent === texts.join('')) return
  marks.replaceChildren(...texts.map((text) => el('span', { class: 'spoiler' }, text)))
}

/** @param {Shown} task */
function blankFor(task) {
  if (task.resultText !== undefined) return task.resultText
  if (task.stuck) return 'Stuck'
  return isEnded(task) ? 'No result' : `${Math.floor(shareOf(task) * 100)} %`
}

/** @param {Shown} task */
function isEnded({ state }) {
  return state === 'success' || state === 'fail'
}

/** @param {Shown} task */
function shareOf({ createdAt, endsAt, now }) {
  return endsAt > createdAt ? Math.min(1, (now - createdAt) / (endsAt - createdAt)) : 1
}

/** @param {Shown} task */
function wordFor({ state, stuck, failure, resultUrls, resultText, createdAt, endsAt, now }) {
  if (failure) return `${failure.code}: ${failure.message}`
  if (state === 'success')
    return `took ${duration(endsAt - createdAt)}${resultUrls?.length || resultText ? '' : ', without a result'}`
  return stuck ? 'never ends' : `${duration(endsAt - now)} left`
}
