// Made by `pnpm run generate` from src/faults: do not edit.

/** What every fault can have beside its kind and its kind's own fields. */
export interface FaultOptions {
  /** Strikes only requests for this operation; `download` means result files and uploads. */
  operation?: 'createTask' | 'getTask' | 'getCredits' | 'createDownloadLink' | 'uploadFileStream' | 'uploadFileBase64' | 'uploadFileUrl' | 'download'
  /** How likely it strikes, drawn from the seed; a number from 0 to 1. Default: 1. */
  probability?: number
  /** Ends after striking so often; without it, it goes on (`maintenance`: strikes once); a whole number from 1 to 1000000. */
  times?: number
  /** Lets so many requests pass first; a whole number from 0 to 1000000. Default: 0. */
  skip?: number
  /** Begins so many milliseconds later, by the mock's clock; a whole number from 0 to 31536000000. Default: 0. */
  afterMs?: number
}

/** Something that shall go wrong. Plain JSON. */
export type Fault = FaultOptions & (
  /** The task is accepted and charged, then the connection ends without an answer. */
  | {
      kind: 'lostResponse'
    }
  /** A gateway's HTML page in place of the answer. */
  | {
      kind: 'gateway'
      /** HTTP status. Default: 502. */
      status?: 502 | 503 | 504
      /** Whether the request was carried out all the same: a task is created, and charged. Default: false. */
      accepted?: boolean
    }
  /** HTTP 429 with `retry-after`; nothing is accepted. */
  | {
      kind: 'http429'
      /** Seconds, or "date" for the date of a second later; a whole number from 0 to 86400 or "date". Default: 1. */
      retryAfter?: number | 'date'
    }
  /** HTTP 200 with an error code in the body; nothing is accepted. */
  | {
      kind: 'envelope'
      /** The envelope's code. Default: 500. */
      code?: 429 | 455 | 500 | 501 | 505
    }
  /** From the request that it strikes on, every request is refused for a while. */
  | {
      kind: 'maintenance'
      /** How long; a whole number from 0 to 600000. Default: 60000. */
      ms?: number
      /** The envelope's code. Default: 455. */
      code?: 455 | 500
    }
  /** The request is carried out; its answer ends in the middle of the JSON. */
  | {
      kind: 'malformedJson'
    }
  /** No task is accepted, and the balance is 0; with `skip` in the middle of a batch. */
  | {
      kind: 'creditsRunOut'
      /** The envelope's code, in both of its forms. Default: 402. */
      code?: 402 | 500
    }
  /** The connection is reset before the request is read; nothing is accepted. */
  | {
      kind: 'resetBeforeRead'
    }
  /** The connection is reset in the middle of the answer. */
  | {
      kind: 'resetMidAnswer'
    }
  /** `content-length` promises more than is sent before the connection closes. */
  | {
      kind: 'truncatedBody'
    }
  /** The answer begins late. */
  | {
      kind: 'slowHeaders'
      /** How late; a whole number from 0 to 600000. Default: 2000. */
      ms?: number
    }
  /** Headers come at once, the body drop by drop. */
  | {
      kind: 'slowBody'
      /** From the headers to the last byte; a whole number from 0 to 600000. Default: 2000. */
      ms?: number
    }
  /** The task fails by the content check, and its credits come back. */
  | {
      kind: 'moderationFailure'
    }
  /** The task fails by a server error, and its credits come back. */
  | {
      kind: 'serverFailure'
    }
  /** The task stays in `waiting` for ever. */
  | {
      kind: 'stuckWaiting'
    }
  /** The task has no record at first: code 422, "recordInfo is null". */
  | {
      kind: 'notYetVisible'
      /** From the task's creation on; a whole number from 0 to 600000. Default: 3000. */
      ms?: number
    }
  /** In place of `generating` a state that nobody documented. */
  | {
      kind: 'unknownState'
      /** The state; text of 1 to 100 characters. Default: "archiving". */
      state?: string
    }
  /** The task ends with `success` and no result. */
  | {
      kind: 'successWithoutResult'
      /** `resultJson`: `{"resultUrls":[]}` or `""`. Default: "emptyList". */
      result?: 'emptyList' | 'emptyText'
    }
  /** The callback is not sent. */
  | {
      kind: 'callbackLost'
    }
  /** The callback is sent late. */
  | {
      kind: 'callbackLate'
      /** After the task's end; a whole number from 0 to 600000. Default: 5000. */
      ms?: number
    }
  /** The callback is delivered more than once. */
  | {
      kind: 'callbackDuplicated'
      /** How often; a whole number from 2 to 10. Default: 2. */
      copies?: number
    }
  /** The task ends at once, and its callback arrives before the answer of createTask. */
  | {
      kind: 'callbackEarly'
    }
  /** The signature of the callback is wrong. */
  | {
      kind: 'callbackBadSignature'
    }
  /** The signature of the callback is right, but old. */
  | {
      kind: 'callbackOldSignature'
      /** How old; a whole number from 0 to 604800000. Default: 600000. */
      ageMs?: number
    }
  /** The body of the callback says `task_id` for `taskId`. */
  | {
      kind: 'callbackOldName'
    }
  /** The link has expired. */
  | {
      kind: 'linkExpired'
    }
  /** The connection is reset in the middle of the file. */
  | {
      kind: 'linkBreaks'
    }
  /** `content-length` is not the length of the file. */
  | {
      kind: 'linkWrongLength'
      /** Bytes that it says too many, or negative: too few; a whole number from -1000000 to 1000000. Default: 1000. */
      by?: number
    }
)
