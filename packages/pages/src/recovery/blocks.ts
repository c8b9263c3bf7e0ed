import { nextWordFits, proseBreaks } from './evidence/width.ts'
import type { BlockHeader } from './lines.ts'
import { weights } from './weights.ts'

/**
 * An open block scalar as a small number, 0 for none: folded, whether its last line break is dropped, how many lines
 * it has (2 stands for more), and whether one of them was too wide for its place, which is why it is folded.
 */
export type Block = number

const isFolded = 1
const isStripped = 2
const isWide = 4
const oneLine = 8
const manyLines = 16
const isOpen = 32

export function startBlock({ folded, stripped }: BlockHeader): Block {
  return isOpen | (folded ? isFolded : 0) | (stripped ? isStripped : 0)
}

export function hasLines(block: Block): boolean {
  return (block & (oneLine | manyLines)) !== 0
}

/**
 * The block with one more line, and what speaks against that by its width.
 * @param width of the widest line that its writer makes there; `null` where that is unknown.
 */
export function growBlock(
  block: Block,
  width: number | null,
  before: string,
  line: string,
): { readonly block: Block; readonly cost: number } {
  const lines = hasLines(block) ? manyLines : oneLine
  if (width === null) return { block: (block & ~oneLine) | lines, cost: 0 }
  let wide = (block & isWide) !== 0
  let cost = 0
  if (block & isFolded) {
    if (hasLines(block)) {
      if (!nextWordFits(before, line, width)) wide = true
      else cost += proseBreaks(before, line) ? weights.proseBreak : weights.earlyBreak
    }
    if (line.length > width) {
      wide = true
      // A line that is indented within the text is never folded; most are of some markup.
      if (line.includes(' ')) cost += line.startsWith('<') ? weights.proseBreak : weights.tooWide
    }
  } else if (line.length > width) cost += weights.literalTooWide
  const grown = (block & ~(oneLine | isWide)) | lines | (wide ? isWide : 0)
  return { block: grown, cost }
}

/** What speaks against ending the block behind its last line. */
export function endCost(block: Block, lastLine: string, weighWidth: boolean): number {
  let cost = /[^:]:$/.test(lastLine) ? weights.unfinishedText : 0
  if (block & isFolded) {
    if (weighWidth && !(block & isWide)) cost += weights.foldedForNothing
  } else if (block & isStripped && !(block & manyLines)) cost += weights.literalForNothing
  return cost
}
