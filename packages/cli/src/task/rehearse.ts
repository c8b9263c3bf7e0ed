import { createApikley } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import type { Printer } from '../terminal/printer.ts'

/** What is checked before anything happens: a task as it would be sent. */
export interface Rehearsal {
  readonly model: Model
  readonly input: unknown
  readonly fields: object | undefined
  readonly callbackUrl: string | undefined
}

/**
 * Creates a task by a client that sends nothing, so that all that the real one would refuse is refused before a file
 * is uploaded or a question asked. Answers the body that would be sent.
 */
export async function rehearse(
  baseUrl: string,
  { model, input, fields, callbackUrl }: Rehearsal,
  printer?: Printer,
): Promise<unknown> {
  let sent: unknown
  const say = (message: string): void => printer?.warn(message, 'yellow')
  await using apikley = createApikley({
    baseUrl,
    apiKey: 'nothing-is-sent',
    logger: { debug: () => {}, info: () => {}, warn: say, error: say },
    callbacks: callbackUrl === undefined ? undefined : { url: callbackUrl },
    fetch: async (_, init) => {
      sent = await new Response(init?.body).json()
      return Response.json({ code: 200, msg: 'success', data: { taskId: 'nothing-was-sent' } })
    },
  })
  await apikley.tasks.create({ model, input: input as object, fields })
  return sent
}
