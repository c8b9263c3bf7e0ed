/** A text as it is when it was copied from the site: without white space before its lines, and without empty lines. */
export function flatten(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimStart())
    .filter((line) => line.trim() !== '')
    .join('\n')
}
