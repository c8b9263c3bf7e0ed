import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/cli.ts', 'src/vitest.ts'],
  platform: 'node',
  target: 'node22.13',
  fixedExtension: false,
  dts: { entry: ['src/index.ts', 'src/vitest.ts'] },
  failOnWarn: true,
  // The description goes into the build; nothing else of the workspace does.
  deps: { alwaysBundle: [/^@apikley\/specs/], onlyBundle: [] },
  // The page goes to the browser as it is written.
  copy: [{ from: 'src/page/browser/*.{html,css,js,svg}', to: 'dist/page/browser' }],
  // Symbol.asyncDispose, for programs that compile without Node's types.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
})
