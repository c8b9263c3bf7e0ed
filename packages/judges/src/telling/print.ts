import { type Change, highest } from '../change.ts'

/** Changes as people read them: the bump first, then one line each with its level, direction and marks. */
export function printChanges<Mark extends string = never>(changes: readonly Change<Mark>[]): string {
  const lines = changes.map((change) => {
    const { level, direction, text, id } = change
    const marks = [
      direction,
      ...Object.entries(change).flatMap(([key, value]) => (value === true ? [key] : [])),
    ]
    return `- ${level} (${marks.join(', ')}): ${text.replaceAll('\n', ' ')} [${id}]`
  })
  return [`Bump: ${highest(changes.map(({ level }) => level))}`, ...(lines.length > 0 ? ['', ...lines] : [])]
    .map((line) => `${line}\n`)
    .join('')
}
