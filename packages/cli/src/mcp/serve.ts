import { mkdir, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { parse, resolve } from 'node:path'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { CliModel } from '../models.ts'
import { limitOf, standardLimit } from '../money/consent.ts'
import type { Io } from '../terminal/io.ts'
import { formatNumber } from '../terminal/words.ts'
import { version } from '../version.ts'
import { checkArguments } from './check-arguments.ts'
import { serveTools } from './engine.ts'
import { agentFailure } from './failure.ts'
import { type Content, cut, fit } from './fit.ts'
import { shownJobs } from './job.ts'
import { type AgentSession, openSession } from './session.ts'
import type { Call, Tool } from './tool.ts'
import { credits } from './tools/credits.ts'
import { estimate } from './tools/estimate.ts'
import { generate } from './tools/generate.ts'
import { modelSchema } from './tools/model-schema.ts'
import { models } from './tools/models.ts'
import { recover } from './tools/recover.ts'
import { save } from './tools/save.ts'
import { task } from './tools/task.ts'
import { upload } from './tools/upload.ts'
import { wait } from './tools/wait.ts'

export interface McpOptions {
  readonly maxCredits?: number
  readonly confirmAbove?: number
  readonly saveDir?: string
}

const all: readonly Tool[] = [
  models,
  modelSchema,
  estimate,
  generate,
  wait,
  task,
  save,
  upload,
  credits,
  recover,
]

/** Serves an agent until its stdin ends. Tasks go on after that: the next session finds them in the ledger. */
export async function serve({ io, printer, options }: Session<McpOptions>): Promise<ExitCode> {
  if (options.keyFile === '-') {
    throw new UsageError(
      'The API key cannot come from stdin here: the agent speaks there.',
      'Set APIKLEY_API_KEY, or name a file: --key-file <file>.',
    )
  }
  const { maxCredits = 500, confirmAbove = limitOf(io, {}) ?? standardLimit } = options
  const session = await openSession({
    io,
    printer,
    options,
    maxCredits,
    confirmAbove,
    folder: await folderOf(io, options.saveDir),
  })
  try {
    const known = await session.models()
    printer.note(
      `Serving an agent: at most ${formatNumber(maxCredits)} credits, files in ${session.folder}, API ${session.offline.baseUrl}.`,
    )
    await serveTools({
      io,
      version,
      instructions: instructionsOf(maxCredits, confirmAbove),
      tools: all.map((tool) => withJobs(tool, known)),
      check: (tool, given) => {
        const wrong = checkArguments(session.offline.apikley, tool, given)
        return wrong === undefined ? undefined : cut(session.hide(wrong), 8_000)
      },
      call: (tool, given, call) => answer(session, tool, given, call),
      onError: ({ message }) => printer.warn(message, 'yellow'),
    })
  } finally {
    await session.close()
  }
  return exitCodes.ok
}

/** The real path of the only folder that is read and written. */
async function folderOf({ cwd, env }: Io, saveDir: string | undefined): Promise<string> {
  // Some clients start their servers there.
  if (saveDir === undefined && [parse(cwd).root, env['HOME'] || homedir()].includes(cwd)) {
    throw new UsageError(
      `An agent may not read and write all of ${cwd}.`,
      'Name a folder for it: apikley mcp --save-dir <folder>',
    )
  }
  const path = resolve(cwd, saveDir ?? '.')
  try {
    await mkdir(path, { recursive: true })
    return await realpath(path)
  } catch (error) {
    throw new UsageError(
      `The folder ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}

function instructionsOf(maxCredits: number, confirmAbove: number): string {
  return (
    'AI videos and images through the Apikley API; they cost credits. Use model_schema before you write an input, ' +
    'estimate before you generate, then wait (again while something is pending), then save: links expire. ' +
    `This session may spend ${formatNumber(maxCredits)} credits. Above ${formatNumber(confirmAbove)} in one call, or where ` +
    'the price is not known, ask the person first, then set confirm: true. Give each order an idempotency_key of its own ' +
    'and keep it: after any error call again with the same one, which never pays twice.'
  )
}

/** Says in the schema of a tool that takes jobs what the inputs of the models look like. */
function withJobs(tool: Tool, known: readonly CliModel[]): Tool {
  const { properties = {} } = tool.schema
  if (!('jobs' in properties)) return tool
  return { ...tool, shown: { ...tool.schema, properties: { ...properties, jobs: shownJobs(known) } } }
}

async function answer(session: AgentSession, tool: Tool, given: unknown, call: Call): Promise<Content> {
  const content = await tool.run(given as never, session, call).then(fit, (error: unknown) => {
    const { error: message, next, money_spent } = agentFailure(error)
    return fit({ say: `${message} ${next}`.trim(), data: { money_spent }, isError: true })
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The same, with other texts in it.
  return JSON.parse(
    JSON.stringify(content, (_, value: unknown) => (typeof value === 'string' ? session.hide(value) : value)),
  ) as Content
}
