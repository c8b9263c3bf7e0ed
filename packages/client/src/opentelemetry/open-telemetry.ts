import {
  type Context,
  context,
  diag,
  isSpanContextValid,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { SpanFacts, Stage, Telemetry } from '../events/telemetry.ts'
import { checkOptions } from '../options/check-options.ts'
import { errorAttributes, resultAttributes, startAttributes } from './attributes.ts'
import { readTraceparent, writeTraceparent } from './traceparent.ts'

/** How spans are made. */
export interface OpenTelemetryOptions {
  /** Default: the global provider's tracer named `@apikley/client`. */
  readonly tracer?: Tracer | undefined
}

/**
 * Spans for the option `telemetry`: `apikley.submit`, `apikley.wait` and `apikley.download`, under one trace, also when
 * another process takes up the task, as long as it shares the ledger. The spans of an instrumented `fetch` nest beneath.
 *
 * @example
 * const apikley = createApikley({ telemetry: openTelemetry() })
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  checkOptions('openTelemetry', options, { tracer: ['startSpan'] })
  const { tracer } = options
  return {
    span: async (stage, facts, work) => {
      // Not before it is used: the provider may be registered after the client was made.
      const made = quietly(() => start(tracer ?? trace.getTracer('@apikley/client'), stage, facts))
      if (!made) return work(undefined)
      const { span, within } = made
      const own = span.spanContext()
      try {
        const result = await context.with(within, () =>
          work(isSpanContextValid(own) ? writeTraceparent(own) : undefined),
        )
        quietly(() => span.setAttributes(resultAttributes(stage, result)))
        return result
      } catch (error) {
        quietly(() => fail(span, error))
        throw error
      } finally {
        quietly(() => span.end())
      }
    },
  }
}

/**
 * The work on a task belongs to the trace of its submission. Whoever does it in the midst of a trace of his own finds a
 * link there; within the same trace the span stands where the caller is.
 */
function start(tracer: Tracer, stage: Stage, facts: SpanFacts): { span: Span; within: Context } {
  const here = context.active()
  const caller = trace.getSpanContext(here)
  const submission = readTraceparent(facts.trace)
  const isElsewhere = submission !== undefined && submission.traceId !== caller?.traceId
  const parent = isElsewhere ? trace.setSpanContext(here, submission) : here
  const links = isElsewhere && caller ? [{ context: caller }] : []
  const options = { kind: SpanKind.INTERNAL, attributes: startAttributes(facts), links }
  const span = tracer.startSpan(`apikley.${stage}`, options, parent)
  return { span, within: trace.setSpan(parent, span) }
}

function fail(span: Span, error: unknown): void {
  span.setAttributes(errorAttributes(error))
  // The words of a foreign error may hold anything; ours have the secrets out.
  const message = isApikleyError(error) ? error.message : 'An error that is not of @apikley/client'
  span.setStatus({ code: SpanStatusCode.ERROR, message })
  if (isApikleyError(error)) span.recordException(error)
  else span.recordException({ name: error instanceof Error ? error.name : 'unknown', message })
}

/** A tracer that fails must not cost a task that is paid for. */
function quietly<T>(call: () => T): T | undefined {
  try {
    return call()
  } catch (error) {
    diag.error('@apikley/client: a span was lost', error)
    return undefined
  }
}
