import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: [
    'src/index.ts',
    'src/node.ts',
    'src/ledger-kit.ts',
    'src/rate-limiter-kit.ts',
    'src/opentelemetry.ts',
  ],
  hash: false,
  treeshake: { moduleSideEffects: false },
  platform: 'neutral',
  dts: true,
  failOnWarn: true,
  deps: {
    neverBundle: [/^node:/],
    // Frozen upstream, so it travels inside; its licence is in THIRD-PARTY-LICENSES.txt.
    alwaysBundle: ['openapi-fetch'],
    onlyBundle: ['openapi-fetch'],
  },
  // Symbol.asyncDispose, for programs that compile without Node's types.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
}

export default config
