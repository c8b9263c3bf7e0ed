/** @import { FaultName } from '../../faults/fault.ts' */

/**
 * Every kind of fault by the name of its button. What it does and which fields it has, the mock tells.
 *
 * @type {readonly { title: string, faults: Readonly<Partial<Record<FaultName, string>>> }[]}
 */
export const faultGroups = [
  {
    title: 'Answers',
    faults: {
      lostResponse: 'Lose the answer',
      gateway: 'Gateway page',
      http429: 'Rate limit',
      envelope: 'Error code',
      maintenance: 'Maintenance',
      malformedJson: 'Malformed JSON',
      creditsRunOut: 'Out of credits',
    },
  },
  {
    title: 'Connection',
    faults: {
      resetBeforeRead: 'Reset at once',
      resetMidAnswer: 'Reset midway',
      truncatedBody: 'Cut short',
      slowHeaders: 'Slow to begin',
      slowBody: 'Slow body',
    },
  },
  {
    title: 'Tasks',
    faults: {
      moderationFailure: 'Moderation failure',
      serverFailure: 'Server failure',
      stuckWaiting: 'Stuck in waiting',
      notYetVisible: 'Not yet visible',
      unknownState: 'Unknown state',
      successWithoutResult: 'No result',
    },
  },
  {
    title: 'Callbacks',
    faults: {
      callbackLost: 'Lost',
      callbackLate: 'Late',
      callbackDuplicated: 'Sent twice',
      callbackEarly: 'Too early',
      callbackBadSignature: 'Bad signature',
      callbackOldSignature: 'Old signature',
      callbackOldName: 'Old name',
    },
  },
  {
    title: 'Result links',
    faults: { linkExpired: 'Expired', linkBreaks: 'Breaks off', linkWrongLength: 'Wrong length' },
  },
]

/**
 * The name of a fault as its button has it; where that alone says too little, with what it is about.
 *
 * @param {FaultName} kind
 */
export function faultName(kind) {
  for (const { title, faults } of faultGroups) {
    const label = faults[kind]
    if (label === undefined) continue
    const isPart = title === 'Callbacks' || title === 'Result links'
    return isPart ? `${title.slice(0, -1)}: ${label.toLowerCase()}` : label
  }
  return kind
}
