/** JSON as a text can hold it: members can stand twice, and be called `__proto__`; texts can hold JSON again. */
export type Node = Leaf | Raw | Texted | Members | Node[]
export type Leaf = string | number | boolean | null

/** Written as it is, valid or not. */
export class Raw {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A text that is JSON itself, such as `resultJson`. */
export class Texted {
  value: Node
  constructor(value: Node) {
    this.value = value
  }
}

/** An object, in the order of its members. */
export class Members {
  readonly list: [name: string, value: Node][]
  constructor(list: [string, Node][]) {
    this.list = list
  }
}

export function readTree(value: unknown): Node {
  if (value instanceof Raw) return value
  if (Array.isArray(value)) return value.map(readTree)
  if (typeof value === 'string' && /^[[{].*[}\]]$/.test(value)) return new Texted(readTree(JSON.parse(value)))
  if (typeof value !== 'object' || value === null) return value as Leaf
  return new Members(Object.entries(value).map(([name, member]) => [name, readTree(member)]))
}

export function writeTree(node: Node): string {
  if (node instanceof Raw) return node.text
  if (node instanceof Texted) return JSON.stringify(writeTree(node.value))
  if (Array.isArray(node)) return `[${node.map(writeTree).join(',')}]`
  if (!(node instanceof Members)) return JSON.stringify(node)
  return `{${node.list.map(([name, value]) => `${JSON.stringify(name)}:${writeTree(value)}`).join(',')}}`
}

/** A place in a tree, where something else can be put. */
export interface Slot {
  readonly node: Node
  put(node: Node): void
  /** Takes the place away; the root stays. */
  drop?(): void
  /** Puts the same again before it, with another value. */
  double?(node: Node): void
  /** Only a member of an object has a name. */
  rename?(name: string): void
}

/** All places of a tree, the root first. */
export function slotsOf(root: { node: Node }): Slot[] {
  const slots: Slot[] = []
  const visit = (slot: Slot): void => {
    slots.push(slot)
    const { node } = slot
    if (node instanceof Texted) visit({ node: node.value, put: (value) => (node.value = value) })
    if (Array.isArray(node)) {
      for (const [at, one] of node.entries()) {
        visit({
          node: one,
          put: (value) => (node[at] = value),
          drop: () => node.splice(at, 1),
          double: (value) => node.splice(at, 0, value),
        })
      }
    }
    if (node instanceof Members) {
      const { list } = node
      for (const [at, member] of list.entries()) {
        visit({
          node: member[1],
          put: (value) => (member[1] = value),
          drop: () => list.splice(at, 1),
          double: (value) => list.splice(at, 0, [member[0], value]),
          rename: (name) => (member[0] = name),
        })
      }
    }
  }
  visit({ node: root.node, put: (node) => (root.node = node) })
  return slots
}
