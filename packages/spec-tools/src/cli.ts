#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// What is loaded from here on is compiled once and kept in the system's temporary folder for the next start.
enableCompileCache()
const { runCommand } = await import('./run-command.ts')
process.exitCode = await runCommand(process.argv.slice(2))
