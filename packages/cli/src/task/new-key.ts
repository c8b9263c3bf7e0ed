import { randomInt } from 'node:crypto'

/** A key for an order that was given none: short enough to be typed, and told apart from all others. */
export function newKey(now = new Date()): string {
  const time = now
    .toISOString()
    .replaceAll(/[-:]|\.\d+Z/g, '')
    .replace('T', '-')
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const tail = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
  return `run-${time}-${tail}`
}
