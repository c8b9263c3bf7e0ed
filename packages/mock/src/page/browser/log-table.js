import { byId, el, setText } from './dom.js'
import { number } from './format.js'
import { keyedList } from './keyed-list.js'
/** @import { Row } from './keyed-list.js' */

const shown = 100

/** @typedef {readonly [title: string, kind?: 'number']} Column */

/**
 * A table in a box that scrolls, and its empty body.
 *
 * @param {string} id of the body
 * @param {Record<string, string>} name of the box, for those who do not see it
 * @param {readonly Column[]} columns
 */
export function scrolledTable(id, name, columns) {
  const heads = columns.map(([title, kind]) =>
    el('th', { scope: 'col', ...(kind && { class: kind }) }, title),
  )
  const body = el('tbody', { id })
  const table = el('table', { class: 'rows' }, el('thead', {}, el('tr', {}, ...heads)), body)
  const box = el('div', { class: 'scroll', role: 'region', tabindex: '0', ...name }, table)
  return { box, body }
}

/**
 * A button that shows all of a list of which a narrow screen has the beginning alone. It stands behind the list.
 *
 * @param {HTMLElement} list
 */
export function showAllButton(list) {
  const button = el('button', { type: 'button', class: 'show-all' }, 'Show all')
  button.addEventListener('click', () => list.classList.add('all'))
  return button
}

/**
 * Fills a panel with a table of what happened, and answers what shows it there, the newest first.
 *
 * @template Item
 * @param {object} of
 * @param {string} of.name of one of them; with an s it is the panel's id
 * @param {string} of.title
 * @param {readonly Column[]} of.columns
 * @param {string} of.none said when there is none
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => Row<Item>} createRow
 * @returns {(items: readonly Item[]) => void}
 */
export function logPanel({ name, title, columns, none }, keyOf, createRow) {
  const count = el('p', { id: `${name}s-count`, class: 'quiet' })
  const empty = el('p', { id: `no-${name}s`, class: 'quiet' }, none)
  const label = { id: `${name}-scroll`, 'aria-labelledby': `${name}s-title` }
  const { box, body } = scrolledTable(`${name}-list`, label, columns)
  box.classList.add('log')
  box.hidden = true
  const head = el('div', { class: 'head' }, el('h2', { id: `${name}s-title` }, title), count)
  byId(`${name}s`).append(head, empty, box, showAllButton(box))
  const show = keyedList(body, keyOf, createRow)
  return (items) => {
    const newest = items.slice(-shown)
    show(newest.toReversed())
    empty.hidden = newest.length > 0
    box.hidden = newest.length === 0
    setText(count, newest.length === 0 ? '' : `the last ${number(newest.length)}`)
  }
}
