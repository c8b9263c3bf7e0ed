import { byId } from './dom.js'
import { plural, shortId } from './format.js'
/** @import { PageState } from '../page-state.ts' */

/** @param {string} text said by screen readers, when they have finished what they are saying */
export function announce(text) {
  byId('announcement').textContent = text
}

/** @type {Map<string, string> | undefined} */
let before

/**
 * Says which tasks have changed their state since the last time; many at once are counted, not read out.
 *
 * @param {PageState} state
 */
export function announceTasks({ tasks }) {
  const changed =
    before === undefined ? [] : tasks.filter(({ taskId, state }) => before?.get(taskId) !== state)
  before = new Map(tasks.map(({ taskId, state }) => [taskId, state]))
  const [first] = changed
  if (!first) return
  if (changed.length === 1) return announce(`Task ${shortId(first.taskId)}: ${first.state}`)
  const ended = changed.filter(({ state }) => state === 'success' || state === 'fail')
  announce(`${plural(changed.length, 'task')} changed, ${ended.length} of them ended`)
}
