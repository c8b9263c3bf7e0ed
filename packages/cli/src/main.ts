#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// What is loaded from here on is compiled once and kept in the system's temporary folder for the next start.
enableCompileCache()
const { runCommandLine } = await import('./command-line.ts')
const { processIo } = await import('./terminal/io.ts')
process.exitCode = await runCommandLine(process.argv.slice(2), processIo())
