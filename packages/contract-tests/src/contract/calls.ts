import type { createApikley } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { bytes } from './observed-fetch.ts'

type Apikley = ReturnType<typeof createApikley>

/** One way to call an operation through the client, and the body that has to leave for it. */
export interface Call {
  operationId: string
  name: string
  /** Answers in the form in which `expectations.ts` states values. `answer`: the body that will come. */
  make: (apikley: Apikley, callBackUrl: string, answer: unknown) => Promise<unknown>
  /** JSON, or the fields of a form; `undefined`: the call has no body. */
  sends: (callBackUrl: string) => unknown
}

const taskId = '56074f12319c68b246e5a03e05608f31'
const prompt = 'a lighthouse at dusk'
const everything = {
  prompt,
  duration: '10',
  aspect_ratio: '9:16',
  negative_prompt: 'blur',
  cfg_scale: 0.5,
} as const
const resultUrl = 'https://results.example.com/lighthouse.mp4'
const place = { uploadPath: 'images', fileName: 'lighthouse.png' }

/** What is refused for load is sent again, unless there is no time for it. */
const submitWithinMs = 0.001
const key = 'order-17'

/** Every operation at least once; those with optional fields with and without them. */
export const calls: Call[] = [
  {
    operationId: 'createTask',
    name: 'with the least',
    make: (apikley) => apikley.tasks.create({ model: kling, input: { prompt } }, { submitWithinMs }),
    sends: () => ({ model: kling.id, input: { prompt } }),
  },
  {
    operationId: 'createTask',
    name: 'with everything',
    make: (apikley, callBackUrl) =>
      apikley.tasks.create({ model: kling, input: everything, callBackUrl }, { key, submitWithinMs }),
    sends: (callBackUrl) => ({
      model: kling.id,
      input: everything,
      callBackUrl: `${callBackUrl}?apikley_key=${key}`,
    }),
  },
  {
    operationId: 'getTask',
    name: 'by id',
    make: async (apikley, _, answer) => {
      // The record of another task would be refused.
      const { data } = answer as { data?: { taskId?: string } | null }
      const task = await apikley.tasks.get(data?.taskId ?? taskId)
      return { ...task, failureMessage: task.failure?.message }
    },
    sends: () => undefined,
  },
  {
    operationId: 'getCredits',
    name: 'of the account',
    make: (apikley) => apikley.credits(),
    sends: () => undefined,
  },
  {
    operationId: 'createDownloadLink',
    name: 'of a result',
    make: (apikley) => apikley.files.link(resultUrl),
    sends: () => ({ url: resultUrl }),
  },
  {
    operationId: 'uploadFileStream',
    name: 'of a file',
    make: (apikley) => apikley.files.upload({ file: new Blob(['not really a picture']), ...place }),
    sends: () => ({ file: bytes, ...place }),
  },
  {
    operationId: 'uploadFileBase64',
    name: 'of base64',
    make: (apikley) => apikley.files.upload({ base64: 'bm90IGEgcGljdHVyZQ==', ...place }),
    sends: () => ({ base64Data: 'bm90IGEgcGljdHVyZQ==', ...place }),
  },
  {
    operationId: 'uploadFileUrl',
    name: 'of an address',
    make: (apikley) => apikley.files.upload({ url: resultUrl, ...place }),
    sends: () => ({ fileUrl: resultUrl, ...place }),
  },
]
