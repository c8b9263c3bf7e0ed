#!/usr/bin/env node
import { runMock } from './run-mock.ts'

// Whoever reads the log may go (`apikley-mock | head -1`); that ends neither the server nor changes the exit code.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

void runMock(process.argv.slice(2))
