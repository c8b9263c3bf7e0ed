import { refusal, success } from '../envelope.ts'
import { creditsInsufficient } from '../faults/answers.ts'
import type { CompleteFault } from '../faults/fault.ts'
import { imposedFailure } from '../tasks/task-faults.ts'
import { findFault } from '../faults/find-fault.ts'
import { clipSeconds } from '../files/media.ts'
import { resultUrls } from '../files/serve.ts'
import { acceptTask } from '../tasks/add-task.ts'
import { drawnDuration } from '../tasks/duration.ts'
import { requestedFailure } from '../tasks/failures.ts'
import { kindOf, type MediaKind } from '../tasks/kind.ts'
import { priceOf } from '../tasks/price.ts'
import { resultCount } from '../tasks/result.ts'
import { newTaskId, type Task } from '../tasks/task.ts'
import { member, textField, type Call, type Handler, type OperationContext } from './call.ts'
import { firstCallbackAttempt } from './first-callback.ts'

/** Creates the task, charges it, and sees to its callback. */
export const createTask: Handler = async (context, call) => {
  const faults = call.faults.accept()
  const empty = findFault(faults, 'creditsRunOut')
  if (empty) return creditsInsufficient(empty.code)
  const input = call.fillInput(member(call.body, 'input'))
  const kind = kindOf(String(call.model), call.about, call.kind)
  const results = resultCount(kind, input)
  const price = priceOf(clipSeconds(input), results)
  if (price > context.account.balance(context.clock.now()))
    return refusal(context.settings.creditsRefusal, 'Credits insufficient')

  const task = newTask(context, call, { input, kind, results, price }, faults)
  const early = findFault(faults, 'callbackEarly') && firstCallbackAttempt(context, task)
  acceptTask(context, task)
  await early
  return success({ taskId: task.id, recordId: task.id })
}

function newTask(
  context: OperationContext,
  call: Call,
  { input, kind, results, price }: Pick<Task, 'input' | 'kind' | 'price'> & { results: number },
  faults: readonly CompleteFault[],
): Task {
  const id = newTaskId()
  const createdAt = context.clock.now()
  const endsAt = createdAt + (findFault(faults, 'callbackEarly') ? 0 : durationOf(context, kind))
  const callBackUrl = textField(call.body, 'callBackUrl')
  const inputText = textField(call.body, 'input')
  const failure = imposedFailure(faults) ?? requestedFailure(inputText ?? input['prompt'])
  const urls = kind === 'text' ? [] : resultUrls(call.origin, id, kind, results)
  // Drawn by the task's number, not in turn, so that a restart goes on where the seed would have.
  const waits = context.random.stream('stayWaiting').at(context.tasks.size) < context.settings.stayWaiting
  return {
    id,
    model: String(call.model),
    kind,
    input,
    ...(inputText !== undefined && { inputText }),
    ...(callBackUrl !== undefined && { callBackUrl }),
    createdAt,
    endsAt,
    ...(waits && { staysWaiting: true }),
    price,
    resultUrls: urls.map((url) => context.links.sign(url, endsAt + context.settings.linkMs)),
    requestId: call.requestId,
    ...(failure && { failure }),
    ...(faults.length > 0 && { faults: [...faults] }),
  }
}

function durationOf({ settings, random, tasks }: OperationContext, kind: MediaKind): number {
  if (settings.taskMs !== undefined) return settings.taskMs
  return Math.round(drawnDuration(kind, random.stream('durations'), tasks.size) / settings.speed)
}
