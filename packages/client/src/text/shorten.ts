/** At most `limit` characters of a text, in one line, so that a message stays readable whatever it quotes. */
export function shorten(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 2)
    .replaceAll(/\s+/g, ' ')
    .trim()
  // Not in the middle of a pair: half a character is none.
  return text.length > limit ? `${line.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…` : line
}
