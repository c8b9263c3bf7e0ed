import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: ['src/index.ts'],
  hash: false,
  treeshake: { moduleSideEffects: false },
  // Runs where the client does: Node, Workers and other edge runtimes.
  platform: 'neutral',
  dts: true,
  failOnWarn: true,
  deps: { onlyBundle: [] },
}

export default config
