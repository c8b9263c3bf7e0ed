import { Raw } from './json-tree.ts'

/** What the API answers when nothing is wrong, and its usual refusals; invented, in the shapes that it was seen to use. */
export const taskId = '7d1c5b0e9f3a4c2280b6d4e1a2f39c58'
export const clip = 'https://files.example.com/7d1c.mp4'

const model = 'kling/v2-1-master-text-to-video'
const input = JSON.stringify({ prompt: 'a lighthouse at dusk', duration: '5' })
const envelope = (data: unknown): object => ({ code: 200, msg: 'success', data })
const refusal = (code: number, msg: string): object => ({ code, msg, data: null })

const record = {
  taskId,
  model,
  state: 'waiting',
  param: JSON.stringify({ input, model }),
  resultJson: '',
  failCode: null,
  failMsg: null,
  costTime: null,
  completeTime: null,
  createTime: 1_799_999_990_000,
}
const ended = { costTime: 130, completeTime: 1_800_000_130_000 }
const result = { resultUrls: [clip] }

export const created: object = envelope({ taskId, recordId: taskId })
export const succeeded: object = envelope({
  ...record,
  ...ended,
  state: 'success',
  resultJson: JSON.stringify(result),
})
export const failed: object = envelope({
  ...record,
  ...ended,
  state: 'fail',
  failCode: '422',
  failMsg: 'CONTENT_POLICY_BLOCKED: the prompt was turned down',
  creditsConsumed: 0,
})

export const refusals: readonly object[] = [
  { code: 401, msg: 'Unauthorized – the key is not known' },
  refusal(402, 'Credits insufficient'),
  refusal(404, 'There is no such model'),
  refusal(422, 'The input is not valid'),
  refusal(429, 'Your call frequency is too high'),
  refusal(433, 'The limit of this key is used up'),
  refusal(455, 'Under maintenance'),
  refusal(500, 'Credits insufficient'),
  refusal(500, 'This field is required'),
  refusal(500, 'The server is currently being maintained, please try again later~'),
  refusal(500, 'Internal error'),
  refusal(501, 'Generation failed'),
  refusal(505, 'The feature is disabled'),
]

const accepted = [created, created, envelope({ taskId })]

/** The id in other forms and places, and beside codes that say something else. */
const oddlyNamed: readonly object[] = [
  envelope({ task_id: taskId }),
  envelope({ taskId: 77_123 }),
  envelope({ taskId: new Raw('12345678901234567890') }),
  envelope({ recordId: taskId }),
  envelope({ id: taskId, recordId: 'another' }),
  envelope([{ taskId }]),
  envelope({ taskId: { id: taskId } }),
  envelope(taskId),
  { code: 200, taskId },
  { code: '200', msg: 'success', data: { taskId } },
  { success: true, data: { taskID: taskId } },
  ...[0, 402, 422, 429, 455, 500].map((code) => ({ code, msg: 'no', data: { taskId } })),
  { code: 429, msg: 'no', data: [{ task_id: taskId }] },
  { code: 429, msg: 'no', data: { id: taskId } },
  { code: 455, msg: 'no', data: { taskId, task_id: 'another' } },
]
export const ofCreate: readonly object[] = [...accepted, ...accepted, ...accepted, ...oddlyNamed, ...refusals]

const states: readonly object[] = ['waiting', 'queuing', 'generating', 'archiving'].map((state) =>
  envelope({ ...record, state }),
)
const later = {
  creditsConsumed: 160,
  operationType: model,
  successFlag: 1,
  response: result,
  paramJson: record.param,
}
export const waiting: object = envelope(record)

const success = { ...record, ...ended, state: 'success', resultJson: JSON.stringify(result) }

/** Records in other words and places, and beside codes that say something else. */
const oddRecords: readonly object[] = [
  ...[404, 429, 500, '200', null].map((code) => ({ code, msg: 'no', data: success })),
  { code: 501, msg: 'it failed', data: { ...record, ...ended, state: 'fail' } },
  { code: 500, msg: 'no', data: { status: 'error' } },
  success,
  envelope([success]),
  envelope(JSON.stringify(success)),
  envelope({ ...success, taskId: 'another' }),
  envelope({ ...success, taskId: undefined, task_id: taskId }),
  envelope({ ...success, state: 'Succeeded' }),
  envelope({ ...success, state: undefined, successFlag: 1 }),
  envelope({ ...record, state: 'RUNNING' }),
  envelope({ ...record, ...ended, state: 'Canceled', resultJson: null }),
  ...[{ videoUrl: clip }, [{ url: clip }], clip].map((odd) =>
    envelope({ ...success, resultJson: JSON.stringify(odd) }),
  ),
  envelope({ ...success, resultJson: undefined, output: { video: { url: clip } } }),
  envelope({ ...success, createTime: '2027-01-15 08:00:00', completeTime: '1800000130' }),
]

const records = [
  ...oddRecords,
  ...states,
  ...states,
  succeeded,
  succeeded,
  envelope({ ...record, ...ended, ...later, state: 'success', resultJson: JSON.stringify(result) }),
  envelope({
    ...record,
    ...ended,
    state: 'success',
    resultJson: JSON.stringify({ resultObject: { text: 'x' } }),
  }),
  envelope({ ...record, ...ended, state: 'success', resultJson: '{"resultUrls":[]}' }),
  failed,
  envelope({ ...record, ...ended, state: 'fail', failCode: 500, failMsg: null }),
  refusal(422, 'recordInfo is null'),
  envelope(null),
  // Services change their units.
  envelope({ ...record, createTime: record.createTime / 1_000 }),
]
export const ofGet: readonly object[] = [...records, ...records, ...records, ...refusals]
export const ofCredits: readonly object[] = [envelope(9_999.25), envelope(0), ...refusals]
export const ofLink: readonly object[] = [
  envelope('https://files.example.com/fresh.mp4'),
  refusal(422, 'url is wrong'),
  ...refusals,
]
export const ofUpload: readonly object[] = [
  {
    success: true,
    ...envelope({
      success: true,
      fileName: 'a.png',
      downloadUrl: 'https://files.example.com/a.png',
      fileSize: 7,
    }),
  },
  ...refusals,
]

/** What the API posts when a task has ended as such a record says. */
export function callbackOf(document: object): object {
  const { data } = document as { data: { state: string } }
  return { code: data.state === 'success' ? 200 : 501, msg: 'the task has ended', data }
}
