import { byId, el, setText } from './dom.js'
import { duration, number, plural, shortId } from './format.js'
import { keyedList } from './keyed-list.js'
import { resultPreview } from './result.js'
import { copyButton } from './copy.js'
/** @import { PageState, PageTask } from '../page-state.ts' */

const show = keyedList(byId('task-list'), (/** @type {Shown} */ { taskId }) => taskId, createRow)

/** @typedef {PageTask & { now: number }} Shown */

/**
 * Shows the newest tasks, and says how many more there are.
 *
 * @param {PageState} state
 */
export function showTasks({ tasks, taskCount, unfinished, now }) {
  show(tasks.map((task) => ({ ...task, now })).toReversed())
  const older = taskCount - tasks.length
  byId('welcome').hidden = taskCount > 0
  byId('task-list').hidden = taskCount === 0
  const running = unfinished === 0 ? 'all ended' : `${number(unfinished)} running`
  setText(byId('tasks-count'), taskCount === 0 ? '' : `${number(taskCount)}, ${running}`)
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
  const element = el(
    'li',
    { class: 'task', 'data-task': first.taskId },
    preview,
    el(
      'div',
      { class: 'about' },
      el('div', { class: 'line' }, state, el('span', { class: 'model' }, first.model), price),
      el('p', { class: 'prompt' }, first.text),
      progress,
      el('div', { class: 'line quiet' }, copyButton(id, first.taskId, `Copy the id ${first.taskId}`), word),
    ),
  )
  return {
    element,
    /** @param {Shown} task */
    update(task) {
      const changed = element.dataset['state'] !== task.state
      element.dataset['state'] = task.state
      setText(state, task.state)
      setText(price, `${number(task.price)} credits${task.failure ? ', refunded' : ''}`)
      progress.hidden = isEnded(task)
      progress.value = shareOf(task)
      setText(word, wordFor(task))
      const [url, ...more] = task.resultUrls ?? []
      if (url === undefined)
        setText(blank, isEnded(task) ? 'No result' : `${Math.floor(shareOf(task) * 100)} %`)
      else if (changed) preview.replaceChildren(resultPreview(task, [url, ...more]))
    },
  }
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
function wordFor({ state, failure, resultUrls, createdAt, endsAt, now }) {
  if (failure) return `${failure.code}: ${failure.message}`
  if (state === 'success')
    return `took ${duration(endsAt - createdAt)}${resultUrls?.length ? '' : ', without a result'}`
  return now < endsAt ? `${duration(endsAt - now)} left` : 'does not end'
}
