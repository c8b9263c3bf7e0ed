import type { SchemaNode } from '@apikley/types/api'
import type { AgentSession } from './session.ts'

/** One thing that an agent can ask for. */
export interface Tool<Arguments = never> {
  readonly name: string
  readonly title: string
  /** What it does, and what it costs. */
  readonly description: string
  /** What arguments are checked by, before `run`. */
  readonly schema: SchemaNode
  /** What the agent is shown in its place, where that says more. */
  readonly shown?: SchemaNode
  readonly hints: ToolHints
  readonly run: (given: Arguments, session: AgentSession, call: Call) => Promise<Answer>
}

/** What clients decide by whether a person is asked first. */
export interface ToolHints {
  readonly readOnlyHint?: boolean
  readonly destructiveHint?: boolean
  readonly idempotentHint?: boolean
  readonly openWorldHint?: boolean
}

/** One call of a tool. */
export interface Call {
  /** Aborted when the agent cancels the call. */
  readonly signal: AbortSignal
  /** Tells the agent how work goes on, if it wants to hear it. `done` of `total`: seconds. */
  readonly progress: (done: number, total: number, message: string) => void
}

/** What an agent is answered. */
export interface Answer {
  /** What happened, and what to do next: sentences. */
  readonly say: string
  readonly data: Readonly<Record<string, unknown>>
  /** Results, by their addresses. */
  readonly links?: readonly Link[]
  /** Whether something that was asked for did not happen. */
  readonly isError?: boolean
}

export interface Link {
  readonly uri: string
  readonly name: string
  readonly mimeType?: string
}
