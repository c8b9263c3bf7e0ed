import type { RandomStream } from '../random.ts'
import type { MediaKind } from './kind.ts'

// Log-normal: most tasks near the median, a few very long. Videos of the twin API were seen to take 12 s to 785 s,
// its 5-second clips about 130 s; images about 8 s. The figures of audio and text are assumed.
const spreads: Readonly<Record<MediaKind, { median: number; sigma: number; least: number; most: number }>> = {
  video: { median: 120, sigma: 0.5, least: 12, most: 785 },
  image: { median: 8, sigma: 0.4, least: 2, most: 60 },
  audio: { median: 20, sigma: 0.4, least: 4, most: 120 },
  text: { median: 20, sigma: 0.4, least: 4, most: 120 },
}

/** Milliseconds that the task with this number takes, the same for the same seed. */
export function drawnDuration(kind: MediaKind, stream: RandomStream, number: number): number {
  const { median, sigma, least, most } = spreads[kind]
  const seconds = median * Math.exp(sigma * normal(stream.at(2 * number), stream.at(2 * number + 1)))
  return Math.round(1000 * Math.min(Math.max(seconds, least), most))
}

// Box and Muller's way from two uniform numbers to a normal one; 1 - u, because the logarithm of 0 is none.
function normal(one: number, other: number): number {
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other)
}
