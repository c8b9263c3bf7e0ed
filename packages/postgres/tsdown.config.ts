import type { UserConfig } from 'tsdown'

const config: UserConfig = {
  entry: ['src/index.ts'],
  platform: 'node',
  target: 'node22.13',
  fixedExtension: false,
  hash: false,
  dts: true,
  failOnWarn: true,
  deps: { neverBundle: ['@apikley/client', 'pg'], onlyBundle: [] },
}

export default config
