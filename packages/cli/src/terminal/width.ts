import stringWidth from 'fast-string-width'

/** How many columns a text takes in a terminal. */
export const widthOf = (text: string): number => stringWidth(text)

/** A text in at most so many columns. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let [short, width] = ['', 0]
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += widthOf(segment)
    if (width > columns - 1) break
    short += segment
  }
  return `${short}…`
}
