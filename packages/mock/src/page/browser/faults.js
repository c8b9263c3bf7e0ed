import { addFault, clearFault, clearFaults } from './admin.js'
import { announce } from './announce.js'
import { byId, el, setText } from './dom.js'
import { faultGroups, faultName } from './fault-menu.js'
import { plural } from './format.js'
import { keyedList } from './keyed-list.js'
/** @import { ActiveFault, Fault } from '../../faults/fault.ts' */
/** @import { PageState } from '../page-state.ts' */

const show = keyedList(byId('active-faults'), (/** @type {ActiveFault} */ { id }) => id, createRow)

/** @type {(work: () => Promise<unknown>) => void} */
let run

/**
 * Fills the menu of faults.
 *
 * @param {typeof run} runAndReport does what a button is for, and reports when that fails
 */
export function startFaults(runAndReport) {
  run = runAndReport
  for (const { title, faults } of faultGroups) {
    const buttons = faults.map(({ label, hint, fault }) => {
      const button = el('button', { type: 'button', title: hint, 'data-fault': fault.kind }, label)
      button.addEventListener('click', () => run(() => add(fault, label)))
      return button
    })
    byId('fault-menu').append(
      el('h3', {}, title),
      el('div', { class: 'choices', role: 'group', 'aria-label': title }, ...buttons),
    )
  }
  byId('clear-faults').addEventListener('click', () =>
    run(async () => {
      await clearFaults()
      announce('All faults are cleared')
    }),
  )
}

/**
 * Shows the faults that wait for their moment.
 *
 * @param {PageState} state
 */
export function showFaults({ faults }) {
  show(faults)
  const clear = byId('clear-faults')
  if (clear instanceof HTMLButtonElement) clear.disabled = faults.length === 0
}

/**
 * @param {Fault} fault
 * @param {string} label
 */
async function add(fault, label) {
  const once = document.querySelector('input[name=often]:checked')?.getAttribute('value') === 'once'
  await addFault(once ? { ...fault, times: 1 } : fault)
  announce(`${label}: ${once ? 'next time' : 'until cleared'}`)
}

/** @param {ActiveFault} active */
function createRow(active) {
  const often = el('span', { class: 'quiet' })
  const name = faultName(active.kind)
  const stop = el(
    'button',
    { type: 'button', class: 'stop', 'aria-label': `Clear: ${name}`, title: 'Clear' },
    '×',
  )
  stop.addEventListener('click', () => run(() => clearFault(active.id)))
  const element = el('li', {}, el('span', { class: 'what' }, name), often, stop)
  return {
    element,
    /** @param {ActiveFault} now */
    update(now) {
      setText(often, howOften(now))
    },
  }
}

/** @param {ActiveFault} active */
function howOften({ left, struck, probability = 1 }) {
  const when =
    left === undefined ? 'until cleared' : left === 1 ? 'next time' : `${plural(left, 'time')} more`
  const chance = probability === 1 ? '' : `, ${Math.round(probability * 100)} %`
  const sofar = struck === 0 ? '' : `, struck ${plural(struck, 'time')}`
  return when + chance + sofar
}
