/** Answers to Get Task Details, as they were seen on the wire of the twin API. */
type Fields = Record<string, unknown>

export const taskId = '330a9433fd309e9e18df1c567ae38471'

export const record = (state: string, more: Fields = {}): { code: number; msg: string; data: Fields } => ({
  code: 200,
  msg: 'success',
  data: {
    taskId,
    model: 'kling/v2-1-master-text-to-video',
    state,
    param: '{}',
    resultJson: '',
    failCode: null,
    failMsg: null,
    costTime: null,
    completeTime: null,
    createTime: 1_776_862_567_160,
    ...more,
  },
})

export const url = 'https://files.example.com/clip.mp4'

export const succeeded = (more: Fields = {}): { code: number; msg: string; data: Fields } =>
  record('success', {
    resultJson: JSON.stringify({ resultUrls: [url] }),
    completeTime: 1_776_862_622_656,
    costTime: 55,
    ...more,
  })

export const failed = (
  failCode: unknown,
  failMsg: unknown,
  more: Fields = {},
): { code: number; data: Fields } => record('fail', { failCode, failMsg, ...more })

export const notThere = { code: 422, msg: 'recordInfo is null', data: null }
