import { defineConfig } from 'tsdown'
import { thirdPartyLicenses } from '../mock/build/third-party-licenses.ts'

export default defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22.13',
  fixedExtension: false,
  dts: false,
  failOnWarn: true,
  // What is not published by us goes into the build: less to install, and a faster start.
  deps: { neverBundle: [/^@apikley\/(client|mock|types)/], onlyBundle: false },
  plugins: [thirdPartyLicenses()],
})
