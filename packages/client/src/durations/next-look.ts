/** How steep the log-logistic distribution of durations is; 3.4 is as wide as a log-normal one with sigma 0.5. */
const steepness = 3.4

/** In √ms. With this a video is looked at 14 times, and its end is seen 3.6 s late. */
const leastStride = 21.5

/** How much wider the strides get by each millisecond of a round of turns. */
const stridePerRoundMs = 1 / 250

/**
 * The age at which a task is worth the next look, in milliseconds; `age` is its age at the last one, 0 before the first.
 *
 * Looks are closest where a task that has not ended yet is most likely to end: for a given number of looks the mean
 * lag is least if the distance of two looks is the inverse of the square root of that hazard. The less turns there are
 * for all who wait, the wider the strides.
 */
export function nextLook(age: number, median: number, roundMs: number): number {
  const stride = Math.max(leastStride, roundMs * stridePerRoundMs)
  const tick = median / 100
  let next = age
  for (let gone = 0; gone < stride; gone += tick * Math.sqrt(hazard(next, median))) next += tick
  return Math.max(next, age + 1_000)
}

/** The chance to end in the next millisecond. */
function hazard(age: number, median: number): number {
  const odds = (age / median) ** steepness
  return (steepness / age) * (odds / (1 + odds))
}
