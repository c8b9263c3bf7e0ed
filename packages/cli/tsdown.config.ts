import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22.13',
  fixedExtension: false,
  dts: false,
  failOnWarn: true,
  // The rooms of the repository that are not published go into the build.
  deps: { neverBundle: [/^@apikley\/(client|mock|types)/] },
})
