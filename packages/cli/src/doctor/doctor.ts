import type { Session } from '../action.ts'
import { type ExitCode, gravest } from '../exit-codes.ts'
import { paint, type Style } from '../terminal/printer.ts'
import type { Check } from './check.ts'
import { type DoctorOptions, runChecks } from './run-checks.ts'

const styles: Readonly<Record<Check['status'], Style>> = { ok: 'green', warning: 'yellow', failed: 'red' }

export async function doctor({ io, printer, options }: Session<DoctorOptions>): Promise<ExitCode> {
  printer.status.show(() => 'looking')
  const checks = await runChecks(io, printer, options)
  printer.status.end()
  printer.list(
    checks.map(({ name, status, message, nextStep }) => ({ name, status, message, nextStep })),
    checks.flatMap(({ name, status, message, nextStep }) => [
      `${paint(io.stdout, styles[status], status.padEnd(7))}  ${paint(io.stdout, 'bold', name.padEnd(8))}  ${paint(io.stdout, 'plain', message)}`,
      ...(nextStep ? [`${' '.repeat(19)}${nextStep}`] : []),
    ]),
  )
  return gravest(checks.filter(({ status }) => status === 'failed').map(({ exitCode }) => exitCode))
}
