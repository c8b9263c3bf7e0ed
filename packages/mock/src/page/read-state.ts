import type { StateContext } from '../admin/state.ts'
import { shownUrl } from '../outbound/shown-url.ts'
import { reportedBalance } from '../tasks/account.ts'
import { billEntry } from '../tasks/bill-entry.ts'
import { recordOf } from '../tasks/record.ts'
import { isStuck, stateAt, type Task } from '../tasks/task.ts'
import type { PageSettings, PageState, PageTask } from './page-state.ts'

const newest = 100
const longestText = 500

/** What the page shows of a mock. */
export function readPageState(context: StateContext, settings: PageSettings): PageState {
  const now = context.clock.now()
  const money = { charged: 0, refunded: 0, left: reportedBalance(context) }
  let [unfinished, stuck] = [0, 0]
  for (const task of context.tasks.values()) {
    const { credits, refundedAt } = billEntry(task, now)
    money.charged += credits
    if (refundedAt !== undefined) money.refunded += credits
    if (isStuck(task)) stuck += 1
    else if (now < task.endsAt) unfinished += 1
  }
  const tasks = [...context.tasks.values()].slice(-newest)
  const lost = new Set(context.events.requests.flatMap((each) => (each.lost ? [each.requestId] : [])))
  return {
    now,
    ...settings,
    tasks: tasks.map((task) => pageTask(task, now, lost)),
    taskCount: context.tasks.size,
    unfinished,
    stuck,
    money,
    bill: tasks.map((task) => billEntry(task, now)),
    requests: context.events.requests,
    callbacks: context.events.callbacks,
    faults: context.faults.list(),
  }
}

/** The page shows what a client sees: the task's record, not the mock's own state. */
function pageTask(task: Task, now: number, lost: ReadonlySet<number>): PageTask {
  const record = recordOf(task, now, false)
  const { prompt } = task.input
  const text = typeof prompt === 'string' ? prompt : JSON.stringify(task.input)
  return {
    taskId: task.id,
    model: task.model,
    state: String(record['state']),
    text: text.length > longestText ? `${text.slice(0, longestText)}…` : text,
    createdAt: task.createdAt,
    endsAt: task.endsAt,
    price: task.price,
    ...(isStuck(task) && { stuck: true }),
    ...(task.requestId !== undefined && lost.has(task.requestId) && { lost: true }),
    ...(task.faults && { faults: task.faults.map(({ kind }) => kind) }),
    ...(task.callBackUrl !== undefined && { callBackUrl: shownUrl(task.callBackUrl) }),
    ...(task.failure && stateAt(task, now) === 'fail' && { failure: task.failure }),
    ...resultOf(record['resultJson']),
  }
}

function resultOf(resultJson: unknown): Pick<PageTask, 'resultUrls' | 'resultText'> {
  if (typeof resultJson !== 'string' || resultJson === '') return {}
  const { resultUrls, resultObject }: Result = JSON.parse(resultJson)
  return { ...(resultUrls && { resultUrls }), ...(resultObject && { resultText: resultObject.text }) }
}

interface Result {
  resultUrls?: string[]
  resultObject?: { text: string }
}
