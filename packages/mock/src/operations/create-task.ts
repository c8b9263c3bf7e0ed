import { refusal, success } from '../envelope.ts'
import { creditsInsufficient } from '../faults/answers.ts'
import type { CompleteFault } from '../faults/fault.ts'
import { callbackTried } from '../faults/on-callback.ts'
import { imposedFailure } from '../faults/on-task.ts'
import { struckBy } from '../faults/struck.ts'
import { clipSeconds } from '../files/media.ts'
import { resultUrl } from '../files/serve.ts'
import { acceptTask } from '../tasks/accept.ts'
import { drawnDuration } from '../tasks/duration.ts'
import { requestedFailure } from '../tasks/failures.ts'
import { kindOf, type MediaKind } from '../tasks/kind.ts'
import { priceOf } from '../tasks/price.ts'
import { newTaskId, type Task } from '../tasks/task.ts'
import type { World } from '../world.ts'
import { member, textField, type Call, type Handler } from './call.ts'

/** Creates the task, charges it, and sees to its callback. */
export const createTask: Handler = async (world, call) => {
  const faults = call.faults.accept()
  const empty = struckBy(faults, 'creditsRunOut')
  if (empty) return creditsInsufficient(empty.code)
  const input = call.fillInput(member(call.body, 'input'))
  const price = priceOf(clipSeconds(input))
  if (price > world.account.balance(world.clock.now()))
    return refusal(world.settings.creditsRefusal, 'Credits insufficient')

  const task = newTask(world, call, input, price, faults)
  const early = struckBy(faults, 'callbackEarly') && callbackTried(world, task)
  acceptTask(world, task)
  await early
  return success({ taskId: task.id, recordId: task.id })
}

function newTask(
  world: World,
  call: Call,
  input: Record<string, unknown>,
  price: number,
  faults: readonly CompleteFault[],
): Task {
  const id = newTaskId()
  const model = String(call.model)
  const kind = kindOf(model, call.about)
  const createdAt = world.clock.now()
  const endsAt = createdAt + (struckBy(faults, 'callbackEarly') ? 0 : durationOf(world, kind))
  const callBackUrl = textField(call.body, 'callBackUrl')
  const failure = imposedFailure(faults) ?? requestedFailure(input['prompt'])
  // Drawn by the task's number, not in turn, so that a restart goes on where the seed would have.
  const waits = world.random.stream('stayWaiting').at(world.tasks.size) < world.settings.stayWaiting
  return {
    id,
    model,
    kind,
    input,
    ...(callBackUrl !== undefined && { callBackUrl }),
    createdAt,
    endsAt,
    ...(waits && { staysWaiting: true }),
    price,
    resultUrl: world.links.sign(resultUrl(call.origin, id, kind), endsAt + world.settings.linkMs),
    requestId: call.requestId,
    ...(failure && { failure }),
    ...(faults.length > 0 && { faults: [...faults] }),
  }
}

function durationOf({ settings, random, tasks }: World, kind: MediaKind): number {
  if (settings.taskMs !== undefined) return settings.taskMs
  return Math.round(drawnDuration(kind, random.stream('durations'), tasks.size) / settings.speed)
}
