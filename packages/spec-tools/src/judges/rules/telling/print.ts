import { type Change, highest } from '../../change.ts'

/** Changes as people read them: the bump first, then one line each with its level, direction and marks. */
export function printChanges(changes: readonly Change[]): string {
  const lines = changes.map(({ level, direction, behaviour, money, text, id }) => {
    const marks = [direction, ...(behaviour ? ['behaviour'] : []), ...(money ? ['money'] : [])]
    return `- ${level} (${marks.join(', ')}): ${text.replaceAll('\n', ' ')} [${id}]`
  })
  return [`Bump: ${highest(changes.map(({ level }) => level))}`, ...(lines.length > 0 ? ['', ...lines] : [])]
    .map((line) => `${line}\n`)
    .join('')
}
