import type { Failure } from './task.ts'

// A failed task has its reason only in failMsg; the codes are those that the twin API was seen to give.
const failures: Record<string, Failure> = {
  '[fail:moderation]': {
    code: '422',
    message: 'CONTENT_POLICY_BLOCKED: the prompt was refused by the content check of the mock.',
  },
  '[fail:server]': { code: '500', message: 'Internal error: the model of the mock gave up.' },
}

/** The failure that a prompt asks for by containing `[fail:moderation]` or `[fail:server]`. */
export function requestedFailure(prompt: unknown): Failure | undefined {
  if (typeof prompt !== 'string') return undefined
  return Object.entries(failures).find(([marker]) => prompt.includes(marker))?.[1]
}
