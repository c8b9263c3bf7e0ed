/** What every fault can have beside its kind and its kind's own fields. */
export interface FaultOptions {
  /** Only requests for this operationId of the API, or `download` for result files and uploads. Default: all that the kind can strike. */
  operation?: string
  /** How likely it strikes a request that it could strike, 0 to 1. Default: 1. */
  probability?: number
  /** It ends after striking so often. Default: never; for `maintenance` 1. */
  times?: number
  /** Lets so many requests pass that it could strike. Default: 0. */
  skip?: number
  /** It begins so many milliseconds after it was asked for. Default: 0. */
  afterMs?: number
}

/** The connection breaks. */
export type ConnectionFault =
  /** The request is answered in full (a task is created, and charged), but the connection ends before a byte of the answer. */
  | { kind: 'lostResponse' }
  /** The connection is reset before the request's body is read: nothing is accepted. */
  | { kind: 'resetBeforeRead' }
  /** The connection is reset when half of the answer's body is out. */
  | { kind: 'resetMidAnswer' }
  /** `content-length` promises the whole body, half of it comes, the connection closes. */
  | { kind: 'truncatedBody' }

/** The answer comes late, by default by 2000 ms. */
export type SlowFault = { kind: 'slowHeaders'; ms?: number } | { kind: 'slowBody'; ms?: number }

/** The answer is another one. */
export type AnswerFault =
  /** An HTML page, by default with 502. `accepted`: the request was carried out all the same. */
  | { kind: 'gateway'; status?: 502 | 503 | 504; accepted?: boolean }
  /** The request is carried out, and its answer ends in the middle of the JSON. */
  | { kind: 'malformedJson' }
  /** An error with HTTP 200, by default of code 500. Nothing is accepted. */
  | { kind: 'envelope'; code?: 429 | 455 | 500 | 501 | 505 }
  /** HTTP 429 with `retry-after`, in seconds or as `'date'`; by default 1. */
  | { kind: 'http429'; retryAfter?: number | 'date' }
  /** From the request that it strikes, every request is refused for a while, by default for 60000 ms. */
  | { kind: 'maintenance'; ms?: number; code?: 455 | 500 }
  /** The account is empty: no task is accepted. Code 402 by default; 500 says the same. */
  | { kind: 'creditsRunOut'; code?: 402 | 500 }

/** The task created by the request goes another way. */
export type TaskFault =
  /** Its record cannot be read for a while, by default for 3000 ms: code 422. */
  | { kind: 'notYetVisible'; ms?: number }
  /** It never leaves `waiting`. */
  | { kind: 'stuckWaiting' }
  /** Instead of `generating` its state is a word that nobody documented, by default `archiving`. */
  | { kind: 'unknownState'; state?: string }
  /** It ends with `success` and no result: an empty list (default) or `""`. */
  | { kind: 'successWithoutResult'; result?: 'emptyList' | 'emptyText' }
  /** It fails by the content check, and its credits come back. */
  | { kind: 'moderationFailure' }
  /** It fails by a server error, and its credits come back. */
  | { kind: 'serverFailure' }

/** The callback of the task created by the request goes wrong. */
export type CallbackFault =
  /** It is not sent. */
  | { kind: 'callbackLost' }
  /** It is sent late, by default 5000 ms after the task's end. */
  | { kind: 'callbackLate'; ms?: number }
  /** It is delivered more than once, by default twice. */
  | { kind: 'callbackDuplicated'; copies?: number }
  /** The task ends at once, and its callback is delivered before createTask is answered. */
  | { kind: 'callbackEarly' }
  /** Its signature is wrong. */
  | { kind: 'callbackBadSignature' }
  /** Its signature is right, and by default 600000 ms old. */
  | { kind: 'callbackOldSignature'; ageMs?: number }
  /** Its body has `task_id` where it should have `taskId`. */
  | { kind: 'callbackOldName' }

/** The download of a result or an upload goes wrong. */
export type LinkFault =
  /** The link has expired. */
  | { kind: 'linkExpired' }
  /** The connection is reset in the middle of the file. */
  | { kind: 'linkBreaks' }
  /** `content-length` says more (1000 bytes by default) than the file has, or with a negative number less. */
  | { kind: 'linkWrongLength'; by?: number }

/** Something that shall go wrong. Plain JSON. */
export type Fault = FaultOptions &
  (ConnectionFault | SlowFault | AnswerFault | TaskFault | CallbackFault | LinkFault)

export type FaultName = Fault['kind']

/** A fault of one kind. */
export type FaultOf<Kind extends FaultName> = Extract<CompleteFault, { kind: Kind }>

type Complete<One> = One extends unknown ? FaultOptions & Required<Omit<One, keyof FaultOptions>> : never

/** A fault with every field of its kind, by default if need be. */
export type CompleteFault = Complete<Fault>

/** A fault that was asked for and goes on, and what became of it. */
export type ActiveFault = CompleteFault & {
  id: string
  /** How often it struck. */
  struck: number
  /** How often it will strike yet; absent when nothing limits it. */
  left?: number
}

/** A fault was added, applied to a request (`struck`), or ended. */
export interface FaultEvent {
  type: 'fault'
  change: 'added' | 'struck' | 'removed'
  id: string
  kind: FaultName
}
