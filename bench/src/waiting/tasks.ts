/** A task as a scenario has it. */
export interface PlannedTask {
  readonly index: number
  readonly kind: 'video' | 'image'
  /** When it is to be created, in milliseconds from the beginning. */
  readonly at: number
  readonly durationMs: number
}

/** Uniform numbers from 0 to 1, the same for the same seed. */
export type Random = () => number

export function seeded(seed: number): Random {
  let state = seed
  // Mulberry32.
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** As the mock has them: videos of the twin API were seen to take 12 s to 785 s, its images about 8 s. */
const spreads = {
  video: { median: 120_000, sigma: 0.5, least: 12_000, most: 785_000 },
  image: { median: 8_000, sigma: 0.4, least: 2_000, most: 60_000 },
} as const

/** Log-normal. */
function drawDuration(kind: PlannedTask['kind'], random: Random): number {
  const { median, sigma, least, most } = spreads[kind]
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.min(Math.max(median * Math.exp(sigma * normal), least), most)
}

/** Videos that are all wanted at once. */
export function burst(count: number, random: Random): PlannedTask[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    kind: 'video',
    at: 0,
    durationMs: drawDuration('video', random),
  }))
}

/** Images and videos by turns, at random moments. */
export function steady(count: number, perSecond: number, random: Random): PlannedTask[] {
  let at = 0
  return Array.from({ length: count }, (_, index) => {
    at += (-Math.log(1 - random()) * 1000) / perSecond
    const kind = index % 2 === 0 ? 'image' : 'video'
    return { index, kind, at, durationMs: drawDuration(kind, random) }
  })
}
