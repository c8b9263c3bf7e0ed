const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** @param {number} value */
export function number(value) {
  return numbers.format(value)
}

/**
 * The time of day where the reader is.
 *
 * @param {number} at milliseconds since the epoch
 */
export function timeOfDay(at) {
  return new Date(at).toLocaleTimeString('en-GB')
}

/**
 * `0.4 s`, `12 s`, `2 min 5 s`.
 *
 * @param {number} ms
 */
export function duration(ms) {
  const seconds = ms / 1000
  if (seconds < 10) return `${numbers.format(Math.round(seconds * 10) / 10)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const rest = whole % 60 === 0 ? '' : ` ${whole % 60} s`
  return `${Math.floor(whole / 60)} min${rest}`
}

/**
 * The beginning of an id, long enough to tell tasks apart.
 *
 * @param {string} id
 */
export function shortId(id) {
  return id.slice(0, 8)
}

/**
 * @param {number} count
 * @param {string} one
 */
export function plural(count, one) {
  return `${numbers.format(count)} ${one}${count === 1 ? '' : 's'}`
}
