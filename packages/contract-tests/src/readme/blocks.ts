import { readFileSync } from 'node:fs'

/** A piece of TypeScript in a README or a page of docs. */
export interface Block {
  /** The heading that it stands under. */
  readonly heading: string
  readonly text: string
}

/** The pieces of TypeScript in a page, in their order. */
export function blocksOf(page: URL): Block[] {
  let heading = ''
  const blocks: Block[] = []
  for (const [, title, text] of readFileSync(page, 'utf8').matchAll(/^#+ (.+)$|^```ts\n([^]*?)^```$/gm)) {
    heading = title ?? heading
    if (text !== undefined) blocks.push({ heading, text })
  }
  return blocks
}
