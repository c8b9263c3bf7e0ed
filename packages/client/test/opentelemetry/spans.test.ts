import { memoryLedger } from '@apikley/client'
import { openTelemetry } from '@apikley/client/opentelemetry'
import { context, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../folder.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'
import { failed, succeeded, taskId } from '../tasks/records.ts'
import { startTracing } from './tracing.ts'

/** The beginning of an MP4 file. */
const clip = '\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\x08mdat'

const created = { code: 200, data: { taskId } }

const parentOf = (span: ReadableSpan): string | undefined => span.parentSpanContext?.spanId
const idOf = (span: ReadableSpan): string => span.spanContext().spanId
const traceOf = (span: ReadableSpan): string => span.spanContext().traceId

/** What an instrumented `fetch` does. */
const instrumented =
  (tracer: Tracer) =>
  (url: string, init?: RequestInit): Promise<Response> =>
    tracer.startActiveSpan(`${init?.method}`, { kind: SpanKind.CLIENT }, async (span) => {
      const response = await fetch(url, init)
      span.end()
      return response
    })

describe('the spans of a task', () => {
  it('are submit, wait and download, under one trace', async () => {
    const { tracer, spans } = startTracing()
    const { server, apikley } = await setUp({ telemetry: openTelemetry({ tracer }) })
    server
      .on('createTask', created)
      .on('recordInfo', succeeded({ resultJson: resultAt(server.url), creditsConsumed: 160 }))
      .on('clip.mp4', { body: clip })
    const saveTo = join(await temporaryFolder(), 'clip.mp4')
    const { model, input } = lighthouse
    await apikley.generate(model, input, { key: 'order-1', saveTo, intervalMs: 1_000 })

    const [submit, wait, download] = spans()
    expect(spans().map(({ name }) => name)).toEqual(['apikley.submit', 'apikley.wait', 'apikley.download'])
    expect(spans().map(parentOf)).toEqual([undefined, idOf(submit!), idOf(submit!)])
    expect(new Set(spans().map(traceOf)).size).toBe(1)
    expect(spans().map(({ kind }) => kind)).toEqual(Array(3).fill(SpanKind.INTERNAL))
    const ids = { 'apikley.model': model, 'apikley.key': 'order-1', 'apikley.task.id': taskId }
    expect(submit!.attributes).toEqual({ ...ids, 'apikley.money_spent': 'yes' })
    expect(wait!.attributes).toEqual({
      ...ids,
      'apikley.money_spent': 'yes',
      'apikley.credits.consumed': 160,
    })
    expect(download!.attributes).toEqual({ 'apikley.task.id': taskId })
  })

  it('are the parents of the spans of an instrumented fetch', async () => {
    const { tracer, spans } = startTracing()
    const { server, apikley } = await setUp({
      telemetry: openTelemetry({ tracer }),
      fetch: instrumented(tracer),
    })
    server.on('createTask', created).on('recordInfo', succeeded())
    await apikley.tasks.create(lighthouse)
    await apikley.tasks.wait(taskId, { intervalMs: 1_000 })
    const [post, submit, get, wait] = spans()
    expect([post!.name, parentOf(post!)]).toEqual(['POST', idOf(submit!)])
    expect([get!.name, parentOf(get!)]).toEqual(['GET', idOf(wait!)])
  })

  it('go on under the same trace in another process that shares the ledger', async () => {
    const { tracer, spans } = startTracing()
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ telemetry: openTelemetry({ tracer }), ledger })
    server.on('createTask', created).on('recordInfo', succeeded())
    await apikley.tasks.create(lighthouse)
    const { apikley: other } = await setUp({
      telemetry: openTelemetry({ tracer }),
      ledger,
      baseUrl: server.url,
    })
    await other.tasks.wait(taskId, { intervalMs: 1_000 })
    const [submit, wait] = spans()
    expect([traceOf(wait!), parentOf(wait!)]).toEqual([traceOf(submit!), idOf(submit!)])
    expect(wait!.parentSpanContext!.isRemote).toBe(true)
    expect((await ledger.find(taskId))!.trace).toBe(`00-${traceOf(submit!)}-${idOf(submit!)}-01`)
  })

  it('stand beneath the caller’s span', async () => {
    const { tracer, spans } = startTracing()
    const { server, apikley } = await setUp({ telemetry: openTelemetry({ tracer }) })
    server.on('createTask', created).on('recordInfo', succeeded())
    await tracer.startActiveSpan('order', async (span) => {
      await apikley.tasks.create(lighthouse)
      await apikley.tasks.wait(taskId, { intervalMs: 1_000 })
      span.end()
    })
    const [submit, wait, order] = spans()
    expect([submit, wait].map((span) => parentOf(span!))).toEqual([idOf(order!), idOf(order!)])
  })

  it('link to a caller that has a trace of its own', async () => {
    const { tracer, spans } = startTracing()
    const { server, apikley } = await setUp({ telemetry: openTelemetry({ tracer }) })
    server.on('createTask', created).on('recordInfo', succeeded())
    await apikley.tasks.create(lighthouse)
    const caller = tracer.startSpan('visit')
    await context.with(trace.setSpan(context.active(), caller), () =>
      apikley.tasks.wait(taskId, { intervalMs: 1_000 }),
    )
    const [submit, wait] = spans()
    expect(parentOf(wait!)).toBe(idOf(submit!))
    expect(wait!.links.map((link) => link.context)).toEqual([caller.spanContext()])
  })
})

describe('a span that fails', () => {
  it('says what kind of error it was, what it cost, and records it without the key', async () => {
    const { tracer, spans } = startTracing()
    const { server, apikley } = await setUp({ telemetry: openTelemetry({ tracer }) })
    server.on('createTask', { code: 500, msg: `Bearer ${key}` })
    const error = await rejection(apikley.tasks.create(lighthouse, { key: 'заказ № 1' }))
    const [submit] = spans()
    expect(submit!.attributes).toEqual({
      'apikley.model': lighthouse.model,
      'apikley.key': 'заказ № 1',
      'apikley.money_spent': 'unknown',
      'error.type': 'unknown-submit',
    })
    expect(submit!.status).toEqual({ code: SpanStatusCode.ERROR, message: (error as Error).message })
    expect(submit!.events.map(({ name }) => name)).toEqual(['exception'])
    const told = JSON.stringify([submit!.events, submit!.status])
    expect(told).toContain('Bearer [key]')
    expect(told).not.toContain(key)
  })

  it('is the wait for a task that failed', async () => {
    const { tracer, spans } = startTracing()
    const { server, apikley } = await setUp({ telemetry: openTelemetry({ tracer }) })
    server.on('recordInfo', failed('400', 'nsfw', { creditsConsumed: 0 }))
    await rejection(apikley.tasks.wait(taskId))
    expect(spans()[0]!.attributes).toEqual({
      'apikley.task.id': taskId,
      'apikley.money_spent': 'no',
      'error.type': 'task-failed',
    })
  })

  it('does not repeat the words of a foreign error', async () => {
    const { tracer, spans } = startTracing()
    const telemetry = openTelemetry({ tracer })
    await rejection(telemetry.span('wait', {}, () => Promise.reject(new RangeError(key))))
    expect(spans()[0]!.attributes).toEqual({ 'error.type': 'RangeError' })
    expect(JSON.stringify([spans()[0]!.events, spans()[0]!.status])).not.toContain(key)
  })
})

describe('without a tracer that works', () => {
  it('everything goes on, and no trace is written down', async () => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ telemetry: openTelemetry(), ledger })
    server.on('createTask', created)
    expect(await apikley.tasks.create(lighthouse)).toMatchObject({ taskId })
    expect(await ledger.find(taskId)).not.toHaveProperty('trace')
  })

  it.for(['startSpan', 'setAttributes', 'end'] as const)(
    'a paid task is not lost: %s throws',
    async (method) => {
      const { tracer } = startTracing()
      const fails = (): never => {
        throw new Error('no memory')
      }
      const broken: Tracer = Object.create(tracer, {
        startSpan: {
          value: (...given: Parameters<Tracer['startSpan']>) =>
            method === 'startSpan' ? fails() : Object.assign(tracer.startSpan(...given), { [method]: fails }),
        },
      })
      const { server, apikley } = await setUp({ telemetry: openTelemetry({ tracer: broken }) })
      server.on('createTask', created)
      expect(await apikley.tasks.create(lighthouse)).toMatchObject({ taskId })
      expect(server.to('createTask')).toHaveLength(1)
    },
  )
})

function resultAt(url: string): string {
  return JSON.stringify({ resultUrls: [`${url}/clip.mp4`] })
}
