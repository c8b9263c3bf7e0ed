/** The fields of an object that hold something. */
export type Defined<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name]
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>
}

/**
 * A copy without the fields that are undefined: JSON leaves those out, and so do answers and errors. For objects with
 * names of our own: of foreign names, `__proto__` would get lost. A loop, since every answer goes through it.
 */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  const kept: Record<string, unknown> = {}
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return kept as Defined<Fields>
}
