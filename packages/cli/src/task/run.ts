import { isApikleyError } from '@apikley/client'
import type { Session } from '../action.ts'
import { connect, type Connection } from '../connection/connect.ts'
import { refuseTwoReaders } from '../connection/global-options.ts'
import { InterruptedError, onInterrupt } from '../connection/interruption.ts'
import { report } from '../errors/report.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { uploadAll } from '../fields/uploads.ts'
import { findModel, loadModels } from '../models.ts'
import { consent, type Cost, costInWords, costOf, type MoneyOptions } from '../money/consent.ts'
import { openPrices } from '../money/prices.ts'
import { createDryRun } from './dry-run.ts'
import { newKey } from './new-key.ts'
import { showProgress } from './progress.ts'
import { type ReadRequest, readRequest } from './read-request.ts'
import { shownPath, targetPath } from './target.ts'
import { resultOf, tellResult } from './tell-result.ts'

export interface RunOptions extends MoneyOptions {
  readonly input?: string
  readonly save?: string
  readonly key?: string
  readonly dryRun?: boolean
  readonly wait: boolean
  readonly timeout?: number
  readonly callbackUrl?: string
  readonly beside?: readonly string[]
  readonly unchecked?: boolean
}

/** Makes one task: checks it, asks, uploads its files, submits it, waits for its result and saves it. */
export async function run(
  session: Session<RunOptions>,
  id: string,
  words: readonly string[],
): Promise<ExitCode> {
  const { io, printer, options } = session
  const { callbackUrl, dryRun, key = newKey(), save } = options
  refuseTwoReaders(options, options.input)
  const models = await loadModels(io)
  const model = findModel(models, id, options.unchecked)
  const request = await readRequest(io, model, { words, inputFile: options.input, beside: options.beside })
  const saveTo = save === undefined ? undefined : targetPath(save, io.cwd, model, key)
  const connection = await connect(io, printer, options, { models, needsKey: !dryRun, callbackUrl })
  const work = { key, saveTo: save, hasOwnKey: options.key !== undefined }
  try {
    const { fields, sample: input } = request
    const check = createDryRun({
      baseUrl: connection.baseUrl,
      callbackUrl,
      printer: dryRun ? printer : undefined,
    })
    const { body } = await check({ model, input, fields })
    const prices = openPrices(connection)
    const cost = costOf([await prices.of(model, input)])
    if (dryRun) return tellDryRun(session, request, cost, body)
    const held = await connection.ledger.get(key.normalize('NFC'))
    if (held && held.state !== 'rejected')
      printer.note(`The order '${key}' was sent before; it is not paid again.`)
    else {
      await consent(io, cost, options)
      printer.note(`Order ${key} · expected cost ${costInWords(cost)}`)
      await prices.remember([{ key, model, input }])
    }
    return await make(session, connection, request, { key, saveTo })
  } catch (error) {
    return report(printer, error, work)
  } finally {
    await connection.close()
  }
}

async function make(
  { io, printer, options }: Session<RunOptions>,
  connection: Connection,
  request: ReadRequest,
  { key, saveTo }: { readonly key: string; readonly saveTo: string | undefined },
): Promise<ExitCode> {
  const { apikley, ledger } = connection
  const { model, fields, uploads } = request
  const interruption = onInterrupt(io, printer, connection)
  try {
    const addresses = await uploadAll(
      apikley,
      uploads,
      ({ file }, place, of) => printer.status.show(() => `uploading ${place} of ${of}: ${file}`),
      interruption.signal,
    )
    const input = request.withAddresses(addresses) as object
    printer.status.show(() => 'submitting')
    let update: ReturnType<typeof showProgress> | undefined
    const task = await apikley.generate(model, input, {
      key,
      saveTo,
      fields,
      timeoutMs: options.timeout,
      submitWithinMs: options.timeout,
      signal: interruption.signal,
      onCreated: ({ taskId }) => {
        printer.event('created', { key, taskId })
        printer.note(`Task ${taskId} is accepted.`)
        if (!options.wait) throw new Detached()
        update = showProgress(printer, apikley, { model: model.id, createdAt: Date.now() })
      },
      onUpdate: (seen) => update?.(seen),
    })
    tellResult(printer, await resultOf(ledger, task, task.files), (path) => shownPath(io, path, options.save))
    return exitCodes.ok
  } catch (error) {
    // What was refused for now would have been sent again.
    const isUnsent = isApikleyError(error) && error.moneySpent === 'no' && error.taskId === undefined
    if (interruption.happened && isUnsent) throw new InterruptedError()
    if (!isApikleyError(error, 'task-pending') || !(error.cause instanceof Detached)) throw error
    const { taskId } = error
    printer.result({ key, taskId }, [taskId])
    return exitCodes.ok
  } finally {
    interruption.end()
  }
}

/** What ends a wait that nobody wants. */
class Detached extends Error {}

function tellDryRun(
  { printer }: Session<RunOptions>,
  { uploads }: ReadRequest,
  cost: Cost,
  body: unknown,
): ExitCode {
  const credits = cost.unpriced ? null : cost.credits
  const files = uploads.map(({ field, file, bytes }) => ({ field, file, bytes }))
  const { estimate } = cost
  printer.result(
    {
      dryRun: true,
      request: body,
      uploads: files,
      creditsExpected: credits,
      estimate: estimate || undefined,
    },
    [JSON.stringify(body, null, 2)],
  )
  for (const { field, file } of uploads) printer.note(`Would upload ${file} for ${field}.`)
  printer.note(`Expected cost: ${costInWords(cost)}. Nothing was sent.`)
  return exitCodes.ok
}
