/**
 * Credits for so many clips. The twin API asks 160 for 5 seconds of the one model that the project began with; that 10
 * seconds cost twice as much, several results as many times as much, and that other models cost the same, is assumed.
 */
export function priceOf(seconds: number, results: number): number {
  return (160 / 5) * seconds * results
}
