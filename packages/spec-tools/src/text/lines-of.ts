/** The lines of a text: JavaScript and its regular expressions know four ends of one, pages use them all. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/)
}
