import type { UserConfig } from 'tsdown'
import { jsoncParser } from './build/jsonc-parser.ts'
import { prism } from './build/prism.ts'
import { thirdPartyLicenses } from './build/third-party-licenses.ts'

const config: UserConfig = {
  entry: ['src/index.ts', 'src/cli.ts', 'src/run-mock.ts', 'src/vitest.ts'],
  platform: 'node',
  target: 'node22.13',
  fixedExtension: false,
  dts: { entry: ['src/index.ts', 'src/run-mock.ts', 'src/vitest.ts'] },
  failOnWarn: true,
  // The description and what is reached of Prism and ajv go into the build, so that nothing else is installed: of what
  // they depend on, in 122 packages, more than nine tenths are never called.
  deps: { alwaysBundle: [/^(?!vitest$|node:)/], onlyBundle: false },
  plugins: [prism(), jsoncParser(), thirdPartyLicenses()],
  // The page goes to the browser as it is written.
  copy: [{ from: 'src/page/browser/*.{html,css,js,svg}', to: 'dist/page/browser' }],
  // Symbol.asyncDispose, for programs that compile without Node's types.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
}

export default config
