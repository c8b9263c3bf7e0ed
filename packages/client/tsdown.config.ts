import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/index.ts'],
  hash: false,
  treeshake: { moduleSideEffects: false },
  platform: 'neutral',
  dts: true,
  failOnWarn: true,
  // Frozen upstream, so it travels inside; its licence is in THIRD-PARTY-LICENSES.txt.
  deps: { alwaysBundle: ['openapi-fetch'], onlyBundle: ['openapi-fetch'] },
})

export default config
