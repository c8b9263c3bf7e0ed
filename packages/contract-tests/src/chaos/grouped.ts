/** The items by what `by` says of them, each group in their order. */
export function grouped<Item, Name>(items: Iterable<Item>, by: (item: Item) => Name): Map<Name, Item[]> {
  const groups = new Map<Name, Item[]>()
  for (const item of items) {
    const name = by(item)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return groups
}
