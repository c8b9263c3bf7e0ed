import type { UserConfig } from 'tsdown'

const common: UserConfig = {
  hash: false,
  treeshake: { moduleSideEffects: false },
  platform: 'neutral',
  dts: true,
  failOnWarn: true,
  deps: { onlyBundle: [] },
}

/**
 * What is loaded from another file of the build, by the end of its module's name. The classes of errors are in one file,
 * since users compare with them; a few lines of other modules stand in two files, which costs less than a third one.
 */
const elsewhere = (files: Readonly<Record<string, string>>): UserConfig['plugins'] => ({
  name: 'elsewhere',
  resolveId: (source) => {
    const [, id] = Object.entries(files).find(([module]) => source.endsWith(module)) ?? []
    return id === undefined ? null : { id, external: true }
  },
})

/** Each entry by itself: none has to load another when it starts. */
const configs: UserConfig[] = [
  {
    ...common,
    entry: ['src/index.ts'],
    plugins: elsewhere({ '/core.ts': './core.js' }),
    // Symbol.asyncDispose, for programs that compile without Node's types.
    banner: { dts: '/// <reference lib="esnext.disposable" />' },
  },
  {
    ...common,
    entry: ['src/core/core.ts'],
    dts: false,
    plugins: elsewhere({ '/kinds.ts': './index.js', '/extras.ts': './extras.js' }),
    // Frozen upstream, so it travels inside; its licence is in THIRD-PARTY-LICENSES.txt.
    deps: { alwaysBundle: ['openapi-fetch'], onlyBundle: ['openapi-fetch'] },
  },
  { ...common, entry: ['src/extras/extras.ts'], dts: false },
  { ...common, entry: ['src/node.ts'], platform: 'node', fixedExtension: false },
  { ...common, entry: ['src/ledger-kit.ts'] },
  { ...common, entry: ['src/opentelemetry.ts'] },
  { ...common, entry: ['src/rate-limiter-kit.ts'] },
]

export default configs
