import type { UserConfig } from 'tsdown'

const common: UserConfig = {
  hash: false,
  treeshake: { moduleSideEffects: false },
  platform: 'neutral',
  dts: true,
  failOnWarn: true,
  deps: { neverBundle: [/^node:/], onlyBundle: [] },
}

/** Users compare errors with the classes of the main entry, so that the other entries throw no copies of them. */
const errorsOfIndex: UserConfig['plugins'] = {
  name: 'errors-of-index',
  resolveId: (source) => (source.endsWith('/errors/kinds.ts') ? { id: './index.js', external: true } : null),
}

const others = ['node', 'ledger-kit', 'rate-limiter-kit', 'opentelemetry', 's3']

/** Each entry in one file: every further file makes the start of a program slower. */
const configs: UserConfig[] = [
  {
    ...common,
    entry: ['src/index.ts'],
    // Frozen upstream, so it travels inside; its licence is in THIRD-PARTY-LICENSES.txt.
    deps: { ...common.deps, alwaysBundle: ['openapi-fetch'], onlyBundle: ['openapi-fetch'] },
    // Symbol.asyncDispose, for programs that compile without Node's types.
    banner: { dts: '/// <reference lib="esnext.disposable" />' },
  },
  ...others.map((name): UserConfig => ({
    ...common,
    entry: [`src/${name}.ts`],
    plugins: errorsOfIndex,
  })),
]

export default configs
