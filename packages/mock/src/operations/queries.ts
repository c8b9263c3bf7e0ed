import { refusal, success } from '../envelope.ts'
import { finishedTask } from '../files/serve.ts'
import { recordOf } from '../tasks/record.ts'
import { textField, type Handler } from './call.ts'

/** A task's record; an unknown id gets the answer that a task of the last few seconds can get, too. */
export const getTask: Handler = (world, call) => {
  const task = world.tasks.get(call.query.get('taskId') ?? '')
  if (!task) return refusal(422, 'recordInfo is null')
  return success(recordOf(task, world.clock.now(), world.laterFields))
}

/** The balance, fractional as recorded. */
export const getCredits: Handler = (world) => success(world.account.balance(world.clock.now()))

/** A link to download a result of this mock. It lasts as long as the mock runs. */
export const createDownloadLink: Handler = (world, call) => {
  const wanted = textField(call.body, 'url') ?? ''
  const task = URL.canParse(wanted) ? finishedTask(world, new URL(wanted).pathname) : undefined
  const hosts = [call.origin, task && new URL(task.resultUrl).origin]
  if (!task || !hosts.includes(new URL(wanted).origin)) return refusal(422, 'url is wrong')
  return success(`${task.resultUrl}?download`)
}
