import { defineConfig } from 'tsdown'
import { jsoncParser } from '../mock/build/jsonc-parser.ts'
import { thirdPartyLicenses } from '../mock/build/third-party-licenses.ts'
import { compilerInside } from './build/compiler-inside.ts'

export default defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22.13',
  fixedExtension: false,
  dts: false,
  failOnWarn: true,
  // The compiler asks where its own file lies.
  shims: true,
  // What is not published by us goes into the build: less to install, and a faster start.
  deps: { neverBundle: [/^@apikley\/(client|mock|types)/], onlyBundle: false },
  plugins: [compilerInside(), jsoncParser(), thirdPartyLicenses()],
})
