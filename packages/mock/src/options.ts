/** The mock's idea of time. Hand one in to move through a task's life without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms` milliseconds; rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** Something that happened, for a log. Never contains the key. */
export type MockEvent =
  | {
      type: 'request'
      method: string
      /** Path and query, at most 200 characters. */
      path: string
      /** HTTP status of the answer. */
      status: number
      /** Code of the answer's envelope; undefined for files and examples without one. */
      code?: number
      /** Milliseconds from the request's head to the answer's end. */
      ms: number
    }
  | {
      type: 'callback'
      taskId: string
      /** Without its query. */
      url: string
      /** HTTP status that the receiver answered. */
      status?: number
      /** Why the callback could not be delivered. It is not sent again. */
      problem?: string
    }
  /** The mock itself failed; the request was answered with code 500. */
  | { type: 'defect'; error: unknown }

/** A task that the mock was asked to create. */
export interface MockTask {
  taskId: string
  model: string
  state: 'waiting' | 'queuing' | 'generating' | 'success' | 'fail'
  /** With the defaults of the model's schema. */
  input: Record<string, unknown>
  callBackUrl?: string
  /** Milliseconds since the epoch. */
  createdAt: number
  /** Credits charged at creation; given back when the task fails. */
  price: number
}

/** Everything that can be set. Each has a default. */
export interface MockOptions {
  /** Port to listen on; 0 takes a free one. Default: 0. */
  port?: number
  /** Address to listen on. Default: `127.0.0.1`, which other machines cannot reach. */
  host?: string
  /** The one key that is accepted. Default: any key is. */
  apiKey?: string
  /** Milliseconds from a task's creation to its end. Default: 5000. */
  taskMs?: number
  /** Credits in the account at the start. Default: 10000.5. */
  credits?: number
  /** `envelope`: errors come as the API sends them, HTTP 200 and a `code`. `http`: the HTTP status says it too. Default: `envelope`. */
  errors?: 'envelope' | 'http'
  /** Adds the undocumented fields that `recordInfo` was seen to answer since September 2026. Default: false. */
  laterFields?: boolean
  /** Lets pages of other origins call the API (never the result files, as on the real host). Default: true. */
  cors?: boolean
  /** Largest request body in bytes. Default: 33554432 (32 MiB). */
  maxBodyBytes?: number
  /** Default: the system's. */
  clock?: Clock
  /** Called for every request and every callback. Default: nothing is logged. */
  log?: (event: MockEvent) => void
}

/** A running mock. */
export interface Mock {
  /** For the client's `baseUrl` or `APIKLEY_BASE_URL`; no slash at the end. */
  readonly url: string
  /** All tasks, oldest first, in the state that they have now. */
  tasks(): MockTask[]
  /** Stops listening, ends open connections and unsent callbacks. Safe to call twice. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
