import { byId, setText } from './dom.js'
import { timeOfDay } from './format.js'
/** @import { PageState } from '../page-state.ts' */

/** @type {{ state: PageState, at: number } | undefined} */
let last

/**
 * Shows the mock's time; in between, a clock that runs is shown running.
 *
 * @param {PageState} state
 */
export function showNow(state) {
  if (last === undefined) setInterval(tick, 1000)
  last = { state, at: performance.now() }
  tick()
}

function tick() {
  if (!last) return
  const { state, at } = last
  setText(byId('now'), timeOfDay(state.now + (state.runs ? performance.now() - at : 0)))
}
