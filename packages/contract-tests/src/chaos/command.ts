import { readArguments } from './options.ts'
import { report } from './report.ts'
import { runChaos } from './run-chaos.ts'

const result = await runChaos(readArguments(process.argv.slice(2)))
console.log(report(result))
process.exitCode = result.problems.length > 0 ? 1 : 0
