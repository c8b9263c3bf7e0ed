/**
 * A text in which nothing controls the terminal or turns the line around: ids, messages and addresses come from
 * servers, names from files.
 */
export function printable(text: string): string {
  return text.replaceAll(
    /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`,
  )
}
