/** How steep the log-logistic distribution of durations is; 3.4 is as wide as a log-normal one with sigma 0.5. */
export const steepness = 3.4

/** In √ms. With this a video is polled 14 times, and its end is seen 3.6 s late. */
const leastStride = 21.5

/** How much wider the strides get by each millisecond of a round. */
const stridePerRoundMs = 1 / 250

/** In medians: from there on the hazard is as good as `steepness / age`, of which the integral is known. */
const tailFrom = 8
const stepsPerMedian = 100

/**
 * The age at which a task is worth the next poll, in milliseconds; `age` is its age at the last one, 0 before the first.
 *
 * Polls are closest where a task that has not ended yet is most likely to end: for a given number of polls the mean
 * lag is least if the distance of two polls is the inverse of the square root of that hazard. The more waits share the
 * limit, the wider the strides.
 */
export function nextPollAge(age: number, median: number, roundMs: number): number {
  const stride = Math.max(leastStride, roundMs * stridePerRoundMs)
  const next = median * ageAt(strideTo(age / median) + stride / Math.sqrt(median))
  // In whole steps: rather a little late than a poll more.
  const stepMs = median / stepsPerMedian
  return age + Math.max(stepMs * Math.ceil((next - age) / stepMs), 1_000)
}

/** The integral of √hazard up to each step, for a median of 1: the same for all medians but for a factor. */
const strides: readonly number[] = (() => {
  const sums = [0]
  for (let step = 1; step <= tailFrom * stepsPerMedian; step++) {
    sums.push(sums[step - 1]! + Math.sqrt(hazard(step / stepsPerMedian)) / stepsPerMedian)
  }
  return sums
})()

/** The chance to end in the next moment, for a median of 1. */
function hazard(age: number): number {
  const odds = age ** steepness
  return (steepness / age) * (odds / (1 + odds))
}

function strideTo(age: number): number {
  if (age >= tailFrom)
    return strides.at(-1)! + 2 * Math.sqrt(steepness) * (Math.sqrt(age) - Math.sqrt(tailFrom))
  const step = Math.floor(age * stepsPerMedian)
  const [from = 0, to = from] = [strides[step], strides[step + 1]]
  return from + (to - from) * (age * stepsPerMedian - step)
}

/** The inverse of `strideTo`. */
function ageAt(stride: number): number {
  const beyond = stride - strides.at(-1)!
  if (beyond >= 0) return (beyond / (2 * Math.sqrt(steepness)) + Math.sqrt(tailFrom)) ** 2
  let [step, above] = [0, strides.length - 1]
  while (above - step > 1) {
    const middle = (step + above) >> 1
    if (strides[middle]! <= stride) step = middle
    else above = middle
  }
  const [from, to] = [strides[step]!, strides[above]!]
  return (step + (stride - from) / (to - from)) / stepsPerMedian
}
