import type { Session } from '../action.ts'
import { connectLightly } from '../connection/connect.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'

export async function credits({ io, printer, options }: Session<object>): Promise<ExitCode> {
  await using apikley = await connectLightly(io, printer, options)
  const left = await apikley.credits()
  printer.result({ credits: left }, [String(left)])
  return exitCodes.ok
}
