/** Steers a terminal, cannot be seen, or turns the direction of what follows; a line break is none of these. */
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
/** What a GitHub workflow takes for a command to itself: `::name` at the start of a line, `##[name]` anywhere. */
const commands = /(?<=^\s*):(?=:)|#(?=#\[)/gm

/**
 * A text of unknown origin that a terminal and a workflow's log show and do not obey: what they would obey is written
 * `\u001b`, as in JSON, so that JSON stays the same JSON.
 */
export function printable(text: string): string {
  return text.replaceAll(unseen, escape).replaceAll(commands, escape)
}

function escape(characters: string): string {
  return characters
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
