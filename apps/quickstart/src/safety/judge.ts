import type { Charge } from './api.ts'

/** Whether one video was paid for, once, and all of it is there. */
export function judge(
  charges: readonly Charge[],
  saved: Uint8Array | undefined,
  video: Uint8Array | undefined,
): { verdict: string; isSafe: boolean } {
  const isWhole = saved !== undefined && video !== undefined && Buffer.compare(saved, video) === 0
  const paid = charges.length === 1 ? 'One charge' : `${charges.length} charges`
  const got = isWhole ? 'the whole video is here' : `the video is ${saved ? 'not whole' : 'not here'}`
  return { verdict: `${paid} for one order, and ${got}.`, isSafe: isWhole && charges.length === 1 }
}
