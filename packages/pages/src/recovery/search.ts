import { type Block, endCost, growBlock, hasLines, startBlock } from './blocks.ts'
import type { Context } from './evidence/adding.ts'
import { standing } from './evidence/standing.ts'
import { widthAt } from './evidence/width.ts'
import type { Frame } from './frame.ts'
import type { FlatPage, Line } from './lines.ts'
import { type Offer, place } from './place.ts'
import type { Stack } from './stack.ts'
import { ambiguityDistance, weights } from './weights.ts'

/** One way in which a reading came to a node. */
export interface Arrival {
  readonly from: Node | null
  readonly cost: number
  /** The column in which the line stands. */
  readonly indent: number
  /** Whether the line is text of the open block scalar. */
  readonly text: boolean
}

/** A state behind one line: the open stack, and every reading of the lines before that leads to it. */
export interface Node {
  readonly frame: Frame
  readonly block: Block
  /** Never empty; the cheapest first, the others in their order once the line is done. */
  readonly arrivals: Arrival[]
}

export interface Search {
  readonly page: FlatPage
  readonly stack: Stack
  readonly context: Context
  /** Whether a node may be the state behind a line: a person may have chosen. */
  readonly allows: (line: Line, frame: Frame) => boolean
  readonly budget: Budget
}

/** The work that one page is worth. It is counted, not timed, so that a page is read or refused alike on every machine. */
export interface Budget {
  /** In how many ways all searches together may still place a line; some 4 µs each. */
  steps: number
}

/** How much is kept behind each line. */
export interface Effort {
  /** States at most. */
  readonly beam: number
  /** The cost at which a state is of no interest any more: some reading as a whole costs little less. */
  readonly below: number
  /** Lets objects have fields that OpenAPI does not know. */
  readonly lenient: boolean
}

/** No reading goes on at this line. */
export interface Stuck {
  readonly stuck: Line
  /** Whether that is so because the work was no longer worth it. */
  readonly spent: boolean
}

export interface Found {
  /** The end of the document; its arrivals are the readings as a whole. */
  readonly end: Node
  /** The least cost of a state that was given up because there were too many; no reading that was lost is cheaper. */
  readonly givenUp: number
  readonly lenient: boolean
}

/** @returns the line at which no reading goes on, when there is none. */
export function search(of: Search, effort: Effort): Found | Stuck {
  const { beam, lenient } = effort
  const unavoidable = of.page.lines.map((line, index) => leastCost(of, line, index))
  let nodes: Node[] = [
    { frame: of.stack.root, block: 0, arrivals: [{ from: null, cost: 0, indent: 0, text: false }] },
  ]
  let givenUp = Number.POSITIVE_INFINITY
  let before = ''
  for (const [index, line] of of.page.lines.entries()) {
    if (of.budget.steps < 0) return { stuck: line, spent: true }
    const next = expand(of, nodes, line, before, effort, unavoidable[index] ?? 0)
    if (next.length === 0) return { stuck: line, spent: false }
    nodes = next.slice(0, beam)
    givenUp = Math.min(givenUp, costOf(next[beam]))
    before = line.text
  }
  return { end: finish(of, nodes, before), givenUp, lenient }
}

export function costOf(node: Node | undefined): number {
  return node?.arrivals[0]?.cost ?? Number.POSITIVE_INFINITY
}

function expand(
  of: Search,
  nodes: readonly Node[],
  line: Line,
  before: string,
  { below, lenient }: Effort,
  unavoidable: number,
): Node[] {
  const found = new Map<number, Node>()
  for (const node of nodes) {
    const cost = costOf(node)
    const offer =
      (text: boolean): Offer =>
      (frame, block, total, indent) => {
        of.budget.steps -= 1
        if (total < below && of.allows(line, frame))
          arrive(found, frame, block, { from: node, cost: total, indent, text })
      }
    if (node.block !== 0) readAsText(of, node, line, before, unavoidable, offer(true))
    if (line.value && (node.block === 0 || hasLines(node.block))) {
      const ended = node.block === 0 ? 0 : endCost(node.block, before, of.context.widths !== null)
      const { stack, context } = of
      place(
        { stack, context, lenient, line, value: line.value, offer: offer(false) },
        node.frame,
        cost + ended,
      )
    }
  }
  const next = [...found.values()]
  for (const { arrivals } of next) arrivals.sort((left, right) => left.cost - right.cost)
  return next.toSorted((left, right) => costOf(left) - costOf(right))
}

/** What speaks against a line that can only be text wherever its text stands, so that it says nothing of where. */
function leastCost({ page: { lines }, context }: Search, line: Line, index: number): number {
  if (line.value || !context.widths) return 0
  const header = lines.slice(0, index).findLast(({ value }) => value?.form === 'block')?.value
  if (header?.form !== 'block') return 0
  const before = lines[index - 1] ?? line
  const started = startBlock(header)
  const block = before.value === null ? growBlock(started, widthAt(0), '', before.text).block : started
  const indents = Array.from({ length: 20 }, (_, level) => level * 2)
  return Math.min(...indents.map((indent) => growBlock(block, widthAt(indent), before.text, line.text).cost))
}

function readAsText(
  { context }: Search,
  node: Node,
  line: Line,
  before: string,
  unavoidable: number,
  offer: Offer,
): void {
  const { frame, block } = node
  const indent = frame.indent + 2
  const grown = growBlock(block, context.widths?.(frame) ?? null, before, line.text)
  let cost = costOf(node) + grown.cost - unavoidable
  if (line.value) {
    const grade = standing(frame, line, context.components)
    if (grade === 2) {
      const isOdd = frame.type === 'schema' && context.beforeProse.has(line.key ?? '')
      cost += isOdd ? weights.textTakesOddField : weights.textTakesField
    } else if (grade === 1 || (line.key !== null && /^[\w$./-]+$/.test(line.key)))
      cost += weights.textLooksLikeYaml
  }
  offer(frame, grown.block, cost, indent)
}

function arrive(found: Map<number, Node>, frame: Frame, block: Block, arrival: Arrival): void {
  const key = frame.id * 64 + block
  const known = found.get(key)
  if (!known) {
    found.set(key, { frame, block, arrivals: [arrival] })
    return
  }
  const best = known.arrivals[0]
  if (best && arrival.cost < best.cost) known.arrivals.splice(0, 1, arrival, best)
  else if (arrival.cost < costOf(known) + ambiguityDistance * 2) known.arrivals.push(arrival)
}

/** Closes everything that is open: one node, whose arrivals are all whole readings. */
function finish({ stack, context }: Search, nodes: readonly Node[], last: string): Node {
  const arrivals = nodes.flatMap((node): Arrival[] => {
    let { frame } = node
    if (frame.open !== null) return []
    let cost = costOf(node) + (node.block === 0 ? 0 : endCost(node.block, last, context.widths !== null))
    while (frame.parent) {
      const closed = stack.close(frame)
      cost += closed.cost
      frame = closed.frame
    }
    return [{ from: node, cost, indent: 0, text: false }]
  })
  arrivals.sort((left, right) => left.cost - right.cost)
  return { frame: stack.root, block: 0, arrivals }
}
