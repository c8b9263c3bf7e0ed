import { readFileSync } from 'node:fs'

export const readme: string = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The pieces of a language under a heading of the README. */
export function piecesOf(language: string, section: string): string[] {
  const [, text = ''] = new RegExp(`^##? ${section}\n([^]*?)(?=^##? |$(?![^]))`, 'm').exec(readme) ?? []
  const pieces = [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, piece = '']) => piece,
  )
  if (pieces.length === 0) throw new Error(`The README has no ${language} under '${section}'`)
  return pieces
}

export const sqlOf = (section: string): string[] => piecesOf('sql', section)
