import { basename, extname, resolve } from 'node:path'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { connect } from '../connection/connect.ts'
import { refuseTwoReaders } from '../connection/global-options.ts'
import { onInterrupt } from '../connection/interruption.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { loadModels } from '../models.ts'
import { consent, type Cost, costInWords, costOf, type MoneyOptions } from '../money/consent.ts'
import { openPrices } from '../money/prices.ts'
import { createDryRun } from '../task/dry-run.ts'
import { shownPath } from '../task/target.ts'
import { count } from '../terminal/words.ts'
import { type Item, makeItems } from './item.ts'
import { type Outcome, outcomeDocument } from './outcome.ts'
import { progressBar } from './progress-bar.ts'
import { readRows } from './read-rows.ts'
import { writeReport } from './report-file.ts'
import { tellBatch } from './tell-batch.ts'
import { leftOf } from './left.ts'
import { workThrough } from './work.ts'

export interface BatchOptions extends MoneyOptions {
  readonly model?: string
  readonly save?: string
  readonly batch?: string
  readonly concurrency?: number
  readonly timeout?: number
  readonly creditsTimeout?: number
  readonly retryFailed?: boolean
  readonly unchecked?: boolean
  readonly dryRun?: boolean
}

/** Makes what a file orders. Run again, also after a crash, it goes on where it was. */
export async function batch(session: Session<BatchOptions>, file: string): Promise<ExitCode> {
  const { io, printer, options } = session
  const { model, retryFailed, unchecked, dryRun } = options
  const name = options.batch ?? nameOf(file)
  const folder = options.save === undefined ? undefined : resolve(io.cwd, options.save)
  refuseTwoReaders(options, file)
  const rows = await readRows(io, file)
  const models = await loadModels(io)
  const connection = await connect(io, printer, options, { models, needsKey: !dryRun })
  const noReport = (error: Error): undefined => {
    printer.warn(`There is no report: ${error.message}`, 'yellow')
  }
  try {
    const { baseUrl, ledger } = connection
    const prices = openPrices(connection)
    const tryTask = createDryRun({ baseUrl, callbackUrl: undefined })
    const items = await makeItems(rows, {
      cwd: io.cwd,
      batch: name,
      models,
      model,
      unchecked,
      folder,
      retryFailed,
      prices,
      ledger,
      check: (one, input) => tryTask({ model: one, input }),
    })
    const toSend = items.filter((item) => leftOf(item) === 'send')
    const cost = costOf(toSend.map(({ price }) => price))
    if (dryRun) return tellPlan(session, name, items, cost)
    await consent(io, cost, options, 0)
    printer.note(planInWords(name, items, cost))
    await prices.remember(toSend.map(({ key, model: of, sample }) => ({ key, model: of, input: sample })))
    const outcomes = await workAll(session, connection, items)
    const report = folder === undefined ? undefined : await writeReport(folder, outcomes).catch(noReport)
    return tellBatch(printer, name, outcomes, report && shownPath(io, report, options.save))
  } finally {
    await connection.close()
  }
}

function nameOf(file: string): string {
  if (file !== '-') return basename(file, extname(file))
  throw new UsageError(
    'What comes from stdin has no name: give it one with --batch <name>. Nothing was sent.',
  )
}

/** In the order of the file. */
async function workAll(
  { io, printer, options }: Session<BatchOptions>,
  connection: Parameters<typeof workThrough>[0],
  items: readonly Item[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const states = new Map<string, string>()
  let [pause, uploading]: (string | undefined)[] = []
  const begunAt = Date.now()
  const interruption = onInterrupt(io, printer, connection)
  printer.status.show(
    () => uploading ?? progressBar({ total: items.length, begunAt, outcomes, states, pause }),
  )
  try {
    await workThrough(connection, items, {
      concurrency: options.concurrency,
      timeoutMs: options.timeout,
      creditsTimeoutMs: options.creditsTimeout,
      signal: interruption.signal,
      onUpload: (place, of) => {
        uploading = `uploading ${place} of ${of}`
      },
      onUpdate: (key, taskId, state) => {
        uploading = pause = undefined
        states.set(key, state)
        printer.event('state', { key, taskId, state })
      },
      onPause: ({ message }) => {
        pause = 'the credits have run out: it goes on when there are more'
        printer.event('pause', { message })
      },
      onOutcome: (outcome) => {
        uploading = undefined
        states.delete(outcome.item.key)
        outcomes.push(outcome)
        printer.event('item', outcomeDocument(outcome))
        if (!outcome.isEarlier) printer.part(outcome.files.map((path) => shownPath(io, path, options.save)))
      },
    })
  } finally {
    interruption.end()
    printer.status.end()
  }
  return outcomes.toSorted((one, other) => one.item.line - other.item.line)
}

function planInWords(name: string, items: readonly Item[], cost: Cost): string {
  const rest = items.length - cost.tasks
  const before = rest ? `, ${rest} ordered before (not paid again)` : ''
  const price = cost.tasks ? ` · expected cost ${costInWords(cost)}` : ''
  return `Batch '${name}' · ${count(cost.tasks, 'new order')}${before}${price}`
}

function tellPlan(
  { printer, io, options }: Session<BatchOptions>,
  name: string,
  items: readonly Item[],
  cost: Cost,
): ExitCode {
  const plan = items.map((item) => {
    const { line, key, model, saveTo, price, sample, uploads } = item
    const files = uploads.map(({ field, file }) => ({ field, file }))
    return {
      line,
      key,
      model: model.id,
      input: sample,
      uploads: files,
      saveTo,
      creditsExpected: price.credits,
      left: leftOf(item),
    }
  })
  printer.result(
    {
      dryRun: true,
      batch: name,
      items: plan,
      creditsExpected: cost.unpriced ? null : cost.credits,
      estimate: cost.estimate || undefined,
    },
    plan.map(({ key, left, saveTo }) =>
      `${left === 'send' ? 'order' : left}  ${key}  ${saveTo === undefined ? '' : shownPath(io, saveTo, options.save)}`.trimEnd(),
    ),
  )
  printer.note(`${planInWords(name, items, cost)}. Nothing was sent.`)
  return exitCodes.ok
}
