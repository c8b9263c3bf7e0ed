import { runProgram } from '../../../src/upgrade/program.ts'

// Starts a program that starts another one, which connects to the port that it is given and stays.
const [port = ''] = process.argv.slice(2)
const inner = `require('node:net').connect(${Number(port)}, '127.0.0.1')`
const outer = `require('node:child_process').spawnSync(process.execPath, ['--eval', ${JSON.stringify(inner)}])`
try {
  await runProgram('The program', '.', process.execPath, ['--eval', outer])
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
}
