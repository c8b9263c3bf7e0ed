import type { Arrival, Node } from './search.ts'

/** Where each line stands in one reading of the page. */
export type Reading = readonly Placed[]

export type Placed = Pick<Arrival, 'indent' | 'text'>

/** Where one line stands: a reading has one place for each line. */
export function placedAt(reading: Reading, index: number): Placed {
  const placed = reading[index]
  if (!placed) throw new Error(`the reading ends before line ${index}`)
  return placed
}

/** The reading against which least speaks. */
export function bestReading(end: Node): Reading {
  return backFrom(end.arrivals[0]?.from ?? null)
}

/**
 * Every other way to come to a state of the best reading, or of one of the alternatives, up to a distance from the best.
 * Two that are independent of each other are not combined.
 * @param most how many of them are enough; a few more may come, in the order of their distance.
 */
export function alternatives(end: Node, below: number, most: number): Reading[] {
  const found: { readonly reading: Reading; readonly gap: number }[] = []
  const seen = new Set<Node>()
  const queue: { readonly node: Node; readonly tail: Reading; readonly gap: number }[] = [
    { node: end, tail: [], gap: 0 },
  ]
  for (let next = queue.shift(); next; next = queue.shift()) {
    let { tail } = next
    const { gap } = next
    for (let node: Node | null = next.node; node && !seen.has(node) && found.length < most;) {
      seen.add(node)
      const [best, ...others]: Arrival[] = node.arrivals
      if (!best) break
      for (const other of others) {
        const distance = gap + other.cost - best.cost
        if (!other.from || distance >= below) continue
        const rest = node === end ? tail : [{ indent: other.indent, text: other.text }, ...tail]
        found.push({ reading: [...backFrom(other.from), ...rest], gap: distance })
        queue.push({ node: other.from, tail: rest, gap: distance })
      }
      if (node !== end) tail = [{ indent: best.indent, text: best.text }, ...tail]
      node = best.from
    }
    queue.sort((left, right) => left.gap - right.gap)
  }
  return found.toSorted((left, right) => left.gap - right.gap).map(({ reading }) => reading)
}

/** The lines up to a node, in their order. */
function backFrom(last: Node | null): Placed[] {
  const placed: Placed[] = []
  for (let node = last; node;) {
    const best: Arrival | undefined = node.arrivals[0]
    if (!best?.from) break
    placed.push({ indent: best.indent, text: best.text })
    node = best.from
  }
  return placed.toReversed()
}
