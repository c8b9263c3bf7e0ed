/** @import { FaultName } from '../../faults/fault.ts' */
/** @import { FaultKinds } from './admin.js' */

/** @type {FaultKinds['kinds'] | undefined} */
let known

/**
 * Keeps what the mock tells of its kinds of faults, for their names.
 *
 * @param {FaultKinds} kinds
 */
export function learnFaultKinds({ kinds }) {
  known = kinds
}

/**
 * The name of a fault as its button has it; where that alone says too little, with what it is about.
 *
 * @param {FaultName} kind
 */
export function faultName(kind) {
  const { subject, label = kind } = known?.[kind] ?? {}
  return subject === undefined ? label : `${subject}: ${label.toLowerCase()}`
}
