import type { Content, Shape } from './facts.ts'

/** One open map or list. Equal stacks are the same object. */
export interface Frame {
  readonly id: number
  readonly parent: Frame | null
  /** Its name in the table of types. */
  readonly type: string
  readonly list: boolean
  /** The column in which its keys or dashes stand. */
  readonly indent: number
  /** How many of it and the lists around it are the value of a key. */
  readonly lists: number
  readonly content: Content | null
  /** The key or index whose value is being read. */
  readonly open: string | null
  /** What describes example data; `null` where nothing does. */
  readonly shape: Shape | null
  /** How well the line in hand could stand in this stack; remembered for one line. */
  standing: { line: number; grade: number } | null
  closed: { readonly frame: Frame; readonly cost: number } | null
}
