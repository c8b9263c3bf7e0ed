import { refusal, success } from '../envelope.ts'
import { clipSeconds } from '../files/clips.ts'
import { resultUrl } from '../files/serve.ts'
import { sendCallback } from '../tasks/callback.ts'
import { requestedFailure } from '../tasks/failures.ts'
import { priceOf } from '../tasks/price.ts'
import { newTaskId, type Task } from '../tasks/task.ts'
import { member, textField, type Handler } from './call.ts'

/** Creates the task, charges it, and sees to its callback. */
export const createTask: Handler = (world, call) => {
  const now = world.clock.now()
  const input = call.fillInput(member(call.body, 'input'))
  const price = priceOf(clipSeconds(input))
  if (price > world.account.balance(now)) return refusal(402, 'Credits insufficient')

  const id = newTaskId()
  const callBackUrl = textField(call.body, 'callBackUrl')
  const failure = requestedFailure(input['prompt'])
  const task: Task = {
    id,
    model: String(call.model),
    input,
    ...(callBackUrl !== undefined && { callBackUrl }),
    createdAt: now,
    endsAt: now + world.taskMs,
    price,
    resultUrl: resultUrl(call.origin, id),
    ...(failure && { failure }),
  }
  world.tasks.set(id, task)
  world.account.charge(task)
  if (callBackUrl !== undefined) void sendCallback(task, callBackUrl, world)
  return success({ taskId: id, recordId: id })
}
