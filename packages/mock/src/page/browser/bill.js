import { byId, el, setText } from './dom.js'
import { number, shortId, timeOfDay } from './format.js'
import { keyedList } from './keyed-list.js'
import { scrolledTable } from './log-table.js'
/** @import { BillEntry } from '../../tasks/bill-entry.ts' */
/** @import { PageState } from '../page-state.ts' */

const figures = ['Charged', 'Refunded', 'Credits left'].map((name) => {
  const value = el('dd', {}, '0')
  byId('bill').append(el('div', {}, el('dt', {}, name), value))
  return value
})

const { box, body } = scrolledTable('bill-entries', { 'aria-label': 'Entries of the bill' }, [
  ['Time'],
  ['Task'],
  ['Credits', 'number'],
])
byId('bill-details').append(box)
const show = keyedList(body, (/** @type {BillEntry} */ { taskId }) => taskId, createRow)

/**
 * Shows what was charged, what of it was given back, and what is left.
 *
 * @param {PageState} state
 */
export function showBill({ bill, money }) {
  const values = [money.charged, money.refunded, money.left]
  for (const [index, figure] of figures.entries()) setText(figure, number(values[index] ?? 0))
  show(bill.toReversed())
}

/** @param {BillEntry} entry */
function createRow(entry) {
  const refund = el('span', { class: 'refund' })
  const credits = el('td', { class: 'number' }, el('span', {}, number(entry.credits)), refund)
  const element = el(
    'tr',
    {},
    el('td', {}, timeOfDay(entry.at)),
    el('td', {}, el('code', { title: entry.taskId }, shortId(entry.taskId))),
    credits,
  )
  return {
    element,
    /** @param {BillEntry} now */
    update(now) {
      setText(refund, now.refundedAt === undefined ? '' : ' refunded')
      element.classList.toggle('refunded', now.refundedAt !== undefined)
    },
  }
}
