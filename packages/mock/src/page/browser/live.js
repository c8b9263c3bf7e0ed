import { followEvents, readState } from './admin.js'
/** @import { Shown } from './admin.js' */

// A burst of events makes one reading.
const gatherMs = 80
// Tasks change with time alone, so while one lives the page asks.
const pollMs = 1000
const reconnectMs = 2000

/**
 * Keeps the page up to date: reads the state at first, after each event, and every second while a task lives.
 * Connects again by itself, for as long as the page is open.
 *
 * @param {object} callbacks
 * @param {(state: Shown) => void} callbacks.onState
 * @param {(connection: 'live' | 'lost', problem?: string) => void} callbacks.onConnection
 * @returns {() => Promise<void>} reads the state now
 */
export function keepLive({ onState, onConnection }) {
  let reading = false
  let again = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let due = Infinity
  let following = false
  /**
   * Why the state could not be read, as far as the mock says it.
   *
   * @type {string | undefined}
   */
  let problem = ''

  const notifyConnection = () => {
    const live = problem === undefined && following
    onConnection(live ? 'live' : 'lost', problem)
  }

  /** @param {number} ms */
  const readIn = (ms) => {
    const at = performance.now() + ms
    if (at >= due) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(() => void read(), ms)
  }

  const read = async () => {
    clearTimeout(timer)
    due = Infinity
    if (reading) {
      again = true
      return
    }
    reading = true
    const state = await readState().catch((error) => {
      // Without an answer there is nothing to report but that it is lost.
      problem = error instanceof TypeError ? '' : String(error.message)
    })
    reading = false
    if (state) problem = undefined
    notifyConnection()
    if (state) onState(state)
    if (again || !state) readIn(again ? 0 : reconnectMs)
    else if (state.unfinished > 0 && !document.hidden) readIn(pollMs)
    again = false
  }

  const connect = async () => {
    const onOpen = () => {
      following = true
      readIn(0)
    }
    await followEvents(onOpen, () => readIn(gatherMs)).catch(() => {})
    following = false
    notifyConnection()
    setTimeout(() => void connect(), reconnectMs)
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) readIn(0)
  })
  void connect()
  return read
}
