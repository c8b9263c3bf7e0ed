import { readFileSync } from 'node:fs'

/** A piece of TypeScript in a README. */
export interface Block {
  /** The heading that it stands under. */
  readonly heading: string
  /** A file name for it. */
  readonly name: string
  readonly text: string
}

/** The pieces of TypeScript in a README, in their order. */
export function blocksOf(file: URL): Block[] {
  let heading = ''
  const blocks: Block[] = []
  for (const [, title, text] of readFileSync(file, 'utf8').matchAll(/^#+ (.+)$|^```ts\n([^]*?)^```$/gm)) {
    heading = title ?? heading
    if (text !== undefined) blocks.push({ heading, name: `block-${blocks.length + 1}.mts`, text })
  }
  return blocks
}
