/**
 * Credits for one clip. The twin API asks 160 for 5 seconds of the one model that the project began with; that 10
 * seconds cost twice as much, and that other models cost the same, is assumed.
 */
export function priceOf(seconds: number): number {
  return (160 / 5) * seconds
}
