/** At most `limit` characters of a text, in one line, so that a message stays readable whatever it quotes. */
export function shorten(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 2)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text.length > limit ? `${line.slice(0, limit)}…` : line
}
