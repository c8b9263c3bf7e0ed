export type { SpanFacts, Stage, Telemetry } from './events/telemetry.ts'
export { openTelemetry, type OpenTelemetryOptions } from './opentelemetry/open-telemetry.ts'
