import type { Fault, FaultName } from '@apikley/mock'

const probability = 0.1

/**
 * What goes wrong, each drawn by itself at 10 %: with the submit, the polls, the callbacks and the downloads. The
 * gateway stands there twice, since it may have let the request through or not.
 */
export const faults: readonly Fault[] = [
  { kind: 'lostResponse', probability },
  { kind: 'resetBeforeRead', probability },
  { kind: 'resetMidAnswer', probability },
  { kind: 'malformedJson', probability },
  { kind: 'gateway', status: 504, accepted: true, probability },
  { kind: 'gateway', status: 502, accepted: false, probability },
  { kind: 'envelope', code: 500, probability },
  { kind: 'http429', retryAfter: 0, probability },
  { kind: 'notYetVisible', ms: 250, probability },
  { kind: 'callbackLost', probability },
  { kind: 'callbackDuplicated', probability },
  { kind: 'linkBreaks', probability },
  { kind: 'linkExpired', probability },
]

/** Without repetition. */
export const kindsOfFault: readonly FaultName[] = [...new Set(faults.map(({ kind }) => kind))]
