/** Texts by their path below a folder. */
export type Files = ReadonlyMap<string, string>
