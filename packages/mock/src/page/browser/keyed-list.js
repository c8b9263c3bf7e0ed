/**
 * What stands for one item on the page.
 *
 * @template Item
 * @typedef {{ element: HTMLElement, update(item: Item): void }} Row
 */

/**
 * Shows items as children of an element, one row a key. A row stays the same element as long as its key is there: a
 * clip goes on playing and the focus stays where it is.
 *
 * @template Item
 * @param {HTMLElement} parent
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => Row<Item>} createRow
 * @returns {(items: readonly Item[]) => void}
 */
export function keyedList(parent, keyOf, createRow) {
  /** @type {Map<string, Row<Item>>} */
  let rows = new Map()
  return (items) => {
    const kept = new Map()
    for (const item of items) {
      const key = keyOf(item)
      kept.set(key, kept.get(key) ?? rows.get(key) ?? createRow(item))
      kept.get(key).update(item)
    }
    for (const [key, row] of rows) if (!kept.has(key)) row.element.remove()
    rows = kept
    /** @type {Element | null} */
    let place = parent.firstElementChild
    for (const { element } of rows.values()) {
      if (element === place) place = place.nextElementSibling
      else parent.insertBefore(element, place)
    }
  }
}
