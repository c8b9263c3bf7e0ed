/** @import { Fault, FaultName } from '../../faults/fault.ts' */

/** @typedef {{ label: string, hint: string, fault: Fault }} Choice */

/** @type {readonly { title: string, faults: readonly Choice[] }[]} */
export const faultGroups = [
  {
    title: 'Answers',
    faults: [
      {
        label: 'Lose the answer',
        hint: 'createTask is accepted and charged, but its answer never arrives',
        fault: { kind: 'lostResponse', operation: 'createTask' },
      },
      {
        label: 'Gateway page',
        hint: 'HTTP 502 with a page of HTML',
        fault: { kind: 'gateway', status: 502 },
      },
      {
        label: 'Rate limit',
        hint: 'HTTP 429 with Retry-After: 5',
        fault: { kind: 'http429', retryAfter: 5 },
      },
      {
        label: 'Maintenance',
        hint: 'Every request is answered with code 455',
        fault: { kind: 'maintenance' },
      },
      {
        label: 'Malformed JSON',
        hint: 'The answer ends in the middle of its JSON',
        fault: { kind: 'malformedJson' },
      },
      {
        label: 'Out of credits',
        hint: 'createTask is refused with code 402',
        fault: { kind: 'creditsRunOut' },
      },
    ],
  },
  {
    title: 'Tasks',
    faults: [
      {
        label: 'Moderation failure',
        hint: 'The next task to be created ends with a refusal of its prompt',
        fault: { kind: 'moderationFailure' },
      },
      {
        label: 'Server failure',
        hint: 'The next task to be created ends with a failure of the model',
        fault: { kind: 'serverFailure' },
      },
      {
        label: 'Stuck in waiting',
        hint: 'The next task to be created never leaves its first state',
        fault: { kind: 'stuckWaiting' },
      },
      {
        label: 'No result',
        hint: 'The next task to be created ends with success, and without any result',
        fault: { kind: 'successWithoutResult' },
      },
    ],
  },
  {
    title: 'Callbacks',
    faults: [
      { label: 'Lost', hint: 'The callback is not sent', fault: { kind: 'callbackLost' } },
      { label: 'Sent twice', hint: 'The callback arrives two times', fault: { kind: 'callbackDuplicated' } },
      {
        label: 'Too early',
        hint: 'It arrives before the answer of createTask',
        fault: { kind: 'callbackEarly' },
      },
      {
        label: 'Bad signature',
        hint: 'Its signature was made with another secret',
        fault: { kind: 'callbackBadSignature' },
      },
    ],
  },
  {
    title: 'Result links',
    faults: [
      { label: 'Expired', hint: 'The link to a result no longer works', fault: { kind: 'linkExpired' } },
      {
        label: 'Breaks off',
        hint: 'The connection ends in the middle of the file',
        fault: { kind: 'linkBreaks' },
      },
      {
        label: 'Wrong length',
        hint: 'Content-Length names another length',
        fault: { kind: 'linkWrongLength' },
      },
    ],
  },
]

/**
 * The name of a fault as its button has it, or else the name of its kind.
 *
 * @param {FaultName} kind
 */
export function faultName(kind) {
  const group = faultGroups.find(({ faults }) => faults.some((choice) => choice.fault.kind === kind))
  const choice = group?.faults.find((one) => one.fault.kind === kind)
  if (!group || !choice) return kind
  return group.title === 'Callbacks' || group.title === 'Result links'
    ? `${group.title.slice(0, -1)}: ${choice.label.toLowerCase()}`
    : choice.label
}
