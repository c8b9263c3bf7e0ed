import { fieldsLike } from './input-fields.ts'
import type { MediaKind } from './kind.ts'
import type { Task } from './task.ts'

/** What `resultJson` holds: links to files, or the text that the model has read or heard. */
export type TaskResult = { resultUrls: string[] } | { resultObject: Record<string, unknown> }

/** What came of a task that has succeeded. */
export function resultOf({ kind, resultUrls }: Task): TaskResult {
  return kind === 'text' ? { resultObject: transcript } : { resultUrls }
}

// As ElevenLabs' speech-to-text, which the twin API passes on, writes one.
const words = ['A', 'transcript', 'that', 'the', 'mock', 'made', 'up.']
const transcript = {
  language_code: 'eng',
  language_probability: 1,
  text: words.join(' '),
  words: words.map((text, at) => ({
    text,
    start: at / 2,
    end: at / 2 + 0.4,
    type: 'word',
    speaker_id: 'speaker_0',
  })),
}

// How models call the number of results: `n`, `num_images`, `imageCount`, `batch_size`.
const counts =
  /^(?:(?:n|num|max|numberof)?(?:images|videos|outputs|results|samples|variants|variations|generations)|n|(?:image|video|output|result|sample|variant)s?(?:count|number|num)|batchsize)$/

// Recorded were 1 to 6; 15 is the most that a documented model takes.
const mostResults = 15

/** How many results an input asks for, as a number or as text. */
export function resultCount(kind: MediaKind, input: Record<string, unknown>): number {
  if (kind === 'text') return 1
  const asked = fieldsLike(input, counts)
    .map((value) => (Array.isArray(value) ? NaN : Number(value)))
    .find((count) => Number.isInteger(count) && count > 0)
  return Math.min(asked ?? 1, mostResults)
}
