import { refusal, success } from '../envelope.ts'
import { visibleAt } from '../tasks/task-faults.ts'
import { findResult } from '../files/serve.ts'
import { reportedBalance } from '../tasks/account.ts'
import { recordOf } from '../tasks/record.ts'
import { textField, type Handler } from './call.ts'

/** A task's record; an unknown id gets the answer that a task of the last few seconds can get, too. */
export const getTask: Handler = (context, call) => {
  const task = context.tasks.get(call.query.get('taskId') ?? '')
  const now = context.clock.now()
  if (!task || now < visibleAt(task, context.settings.visibleAfterMs))
    return refusal(422, 'recordInfo is null')
  return success(recordOf(task, now, context.settings.laterFields))
}

/** The balance, fractional as recorded. */
export const getCredits: Handler = (context) => success(reportedBalance(context))

// As documented.
const downloadLinkMs = 20 * 60 * 1000

/** A fresh link to a result of this mock, for a link that it gave out, expired or not. */
export const createDownloadLink: Handler = (context, call) => {
  const wanted = textField(call.body, 'url') ?? ''
  const result = URL.canParse(wanted) ? findResult(context, new URL(wanted).pathname) : undefined
  if (!result || ![call.origin, result.url.origin].includes(new URL(wanted).origin))
    return refusal(422, 'url is wrong')
  const { origin, pathname } = result.url
  return success(context.links.sign(`${origin}${pathname}?download`, context.clock.now() + downloadLinkMs))
}
