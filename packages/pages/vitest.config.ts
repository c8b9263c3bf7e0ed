import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig, mergeConfig } from 'vitest/config'
import { sharedTests } from '../../vitest.shared.ts'

export default mergeConfig(
  sharedTests,
  defineConfig({
    test: {
      // Compilers, parsers and linters are loaded once, not once for each file; no test changes what they share.
      isolate: false,
      // Tests start some hundred processes of the same few programs, which are compiled once.
      env: { NODE_COMPILE_CACHE: path.join(tmpdir(), 'node-compile-cache') },
    },
  }),
)
