import { connection } from '../../../../server/apikley.ts'

/** The API tells here that a task has ended. It is believed nothing but the task's id: the handler asks the API. */
export function POST(request: Request): Promise<Response> {
  return connection().handleCallback(request)
}
