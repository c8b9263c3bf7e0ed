/**
 * Steers a terminal, cannot be seen, turns the direction of what follows, or is half a character. That a picture is
 * coloured (U+FE0F) may stay behind a picture.
 */
const unseen = String.raw`(?!(?<=\p{Extended_Pictographic})\uFE0F)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]`
const unseenOnALine = new RegExp(unseen, 'gu')
const unseenButLineBreaks = new RegExp(String.raw`(?!\n)${unseen}`, 'gu')

/**
 * What GitHub's workflows take for a command to themselves: `::name` at the start of a line, `##[name]` anywhere. The
 * colon comes first, so that white space is looked back at for each colon and not for each of its own characters.
 */
const commands = /:(?<=^[^\S\n]*:)(?=:)|#(?=#\[)/gm

/**
 * A text of unknown origin that a terminal and a workflow's log show and do not obey: what they would obey is written
 * `\u001b`, as in JSON, so that JSON stays the same JSON. Line breaks stay.
 */
export function printable(text: string): string {
  return text.replaceAll(unseenButLineBreaks, escape).replaceAll(commands, escape)
}

/** Whether a text holds something that `printable` would not leave as it is, or a line break. */
export function holdsUnseen(text: string): boolean {
  return text.search(unseenOnALine) !== -1
}

/** A text with all that cannot be seen written as `\u2028`, line breaks among it: for a string in quotation marks. */
export function seen(text: string): string {
  return text.replaceAll(unseenOnALine, escape)
}

/** `\u001b`, as JSON and JavaScript write it. */
export function escape(characters: string): string {
  return characters
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
