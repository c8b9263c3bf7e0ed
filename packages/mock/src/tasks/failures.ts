import type { Failure } from './task.ts'

// A failed task has its reason only in failMsg; the codes are those that the twin API was seen to give.
export const failures: Readonly<Record<'moderation' | 'server', Failure>> = {
  moderation: {
    code: '422',
    message: 'CONTENT_POLICY_BLOCKED: the prompt was refused by the content check of the mock.',
  },
  server: { code: '500', message: 'Internal error: the model of the mock gave up.' },
}

/** The failure that a prompt asks for by containing `[fail:moderation]` or `[fail:server]`. */
export function requestedFailure(prompt: unknown): Failure | undefined {
  if (typeof prompt !== 'string') return undefined
  return Object.entries(failures).find(([name]) => prompt.includes(`[fail:${name}]`))?.[1]
}
