/** One stage of a task's life, as a trace shows it. */
export type Stage = 'submit' | 'wait' | 'download'

/** What a span says of its task. */
export interface SpanFacts {
  readonly key?: string | undefined
  readonly taskId?: string | undefined
  readonly model?: string | undefined
  /** The `traceparent` (W3C) that the span belongs under: the ledger keeps it, so that another process goes on with it. */
  readonly trace?: string | undefined
}

/** What `@apikley/client/opentelemetry` makes. */
export interface Telemetry {
  /** Does the work within a span, and hands it the span's own `traceparent`. */
  span<T>(stage: Stage, facts: SpanFacts, work: (trace: string | undefined) => Promise<T>): Promise<T>
}

/** The work within a span, where there is telemetry. */
export function inSpan<T>(
  telemetry: Telemetry | undefined,
  stage: Stage,
  facts: SpanFacts,
  work: (trace: string | undefined) => Promise<T>,
): Promise<T> {
  return telemetry ? telemetry.span(stage, facts, work) : work(undefined)
}
