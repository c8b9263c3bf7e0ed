#!/usr/bin/env node
// Whole modules, not names: an older Node must get as far as to the sentence that says so.
import * as module from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `apikley needs Node 22.13 or newer, and this is Node ${process.versions.node} (${process.execPath}). ` +
      'Nothing was sent.',
  )
  process.exitCode = 2
} else {
  // What is loaded from here on is compiled once and kept in the system's temporary folder for the next start.
  module.enableCompileCache()
  const { runCommandLine } = await import('./command-line.ts')
  const { processIo } = await import('./terminal/io.ts')
  process.exitCode = await runCommandLine(process.argv.slice(2), processIo())
}
