/**
 * Runs many command lines of Redocly, which has nothing but a command line, in one process: starting one for each takes
 * half a second. The entry runs what stands in `process.argv` whenever it is loaded, so it is loaded anew under another
 * address. It exits when it has done its work, and that is the sign for the next.
 */
const commands: string[][] = JSON.parse(process.argv[2] ?? '[]')
const entry = new URL('lib/index.js', import.meta.resolve('@redocly/cli/package.json'))

function runNext(): void {
  const command = commands.pop()
  if (!command) return
  process.argv.splice(2, Infinity, ...command)
  // A promise alone would not keep alive a process that is about to end.
  setImmediate(() => void import(`${entry.href}?left=${commands.length}`))
}

Object.assign(process, { exit: runNext })
runNext()
