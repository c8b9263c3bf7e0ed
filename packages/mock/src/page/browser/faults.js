import { addFault, clearFault, clearFaults } from './admin.js'
import { announce } from './announce.js'
import { byId, el, setText } from './dom.js'
import { faultForm } from './fault-form.js'
import { faultName, learnFaultKinds } from './fault-kinds.js'
import { plural } from './format.js'
import { keyedList } from './keyed-list.js'
/** @import { ActiveFault, Fault, FaultName } from '../../faults/fault.ts' */
/** @import { KindOfFault } from '../../faults/catalogue/kind.ts' */
/** @import { FaultKinds, Shown } from './admin.js' */

const show = keyedList(byId('active-faults'), (/** @type {ActiveFault} */ { id }) => id, createRow)

/** @type {(work: () => Promise<unknown>) => void} */
let run

/** @param {typeof run} runAndReport does what a button is for, and reports when that fails */
export function startFaults(runAndReport) {
  run = runAndReport
  byId('clear-faults').addEventListener('click', () =>
    run(async () => {
      await clearFaults()
      announce('All faults are cleared')
    }),
  )
}

/**
 * Fills the menu with the kinds of faults that the mock has.
 *
 * @param {Shown} state
 */
export function fillFaultMenu({ faultKinds }) {
  const menu = byId('fault-menu')
  if (menu.hasChildNodes()) return
  learnFaultKinds(faultKinds)
  const kinds = /** @type {[FaultName, KindOfFault][]} */ (Object.entries(faultKinds.kinds))
  for (const [title, members] of Map.groupBy(kinds, ([, { group }]) => group)) {
    const buttons = members.map(([kind, { label }]) => {
      const button = el('button', { type: 'button', 'aria-expanded': 'false', 'data-fault': kind }, label)
      button.addEventListener('click', () => choose(button, kind, faultKinds))
      return button
    })
    menu.append(
      el('h3', {}, title),
      el('div', { class: 'choices', role: 'group', 'aria-label': title }, ...buttons),
    )
  }
}

/**
 * Shows the faults that wait for their moment.
 *
 * @param {Shown} state
 */
export function showFaults({ faults }) {
  show(faults)
  const clear = byId('clear-faults')
  if (clear instanceof HTMLButtonElement) clear.disabled = faults.length === 0
}

/**
 * Opens the form of a fault below the buttons of its group, or closes it.
 *
 * @param {HTMLButtonElement} button
 * @param {FaultName} kind
 * @param {FaultKinds} faultKinds
 */
function choose(button, kind, faultKinds) {
  const wasOpen = button.getAttribute('aria-expanded') === 'true'
  close()
  if (wasOpen) return
  button.setAttribute('aria-expanded', 'true')
  button.parentElement?.after(faultForm(kind, faultKinds, (fault) => run(() => add(fault))))
}

function close() {
  for (const form of document.querySelectorAll('.fault-form')) form.remove()
  for (const open of document.querySelectorAll('#fault-menu [aria-expanded=true]'))
    open.setAttribute('aria-expanded', 'false')
}

/** @param {Fault} fault */
async function add(fault) {
  await addFault(fault)
  announce(`${faultName(fault.kind)}: ${fault.times === 1 ? 'next time' : 'until cleared'}`)
}

/** @param {ActiveFault} active */
function createRow(active) {
  const often = el('span', { class: 'quiet' })
  const name = faultName(active.kind)
  const stop = el('button', { type: 'button', class: 'stop', 'aria-label': `Clear: ${name}` }, '×')
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
function howOften({ left, struck, probability = 1, skip = 0, afterMs = 0 }) {
  const when =
    left === undefined ? 'until cleared' : left === 1 ? 'next time' : `${plural(left, 'time')} more`
  const chance = probability === 1 ? '' : `, ${Math.round(probability * 100)} %`
  const later = skip === 0 ? '' : `, after ${plural(skip, 'request')}`
  const delay = afterMs === 0 ? '' : `, from ${afterMs} ms on`
  const sofar = struck === 0 ? '' : `, struck ${plural(struck, 'time')}`
  return when + chance + later + delay + sofar
}
