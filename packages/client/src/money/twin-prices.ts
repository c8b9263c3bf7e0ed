/**
 * The prices, in credits, that are documented for the API that Apikley is built on: not verified for Apikley, and known
 * for clips of 5 seconds only. For other inputs they answer `undefined`; put a function of your own in their place.
 *
 * @example
 * const apikley = createApikley({
 *   models: [kling],
 *   prices: { ...twinPrices, [kling.id]: ({ duration }) => (duration === '10' ? 320 : 160) },
 * })
 */
export const twinPrices: {
  readonly 'kling/v2-1-master-text-to-video': (input: { readonly duration?: string }) => number | undefined
} = {
  'kling/v2-1-master-text-to-video': ({ duration = '5' }) => (duration === '5' ? 160 : undefined),
}
