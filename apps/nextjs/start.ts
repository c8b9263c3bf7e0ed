// Starts Next.js; without an API key on a mock of the API on this machine, where nothing costs anything.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'

const { APIKLEY_API_KEY, APIKLEY_BASE_URL, PORT = '3000', MOCK_PORT = '4010', DATA_FOLDER = 'data' } = process.env
const env: NodeJS.ProcessEnv = { NEXT_TELEMETRY_DISABLED: '1', ...process.env, PORT }

if (!APIKLEY_API_KEY && !APIKLEY_BASE_URL) {
  const { startMock } = await import('@apikley/mock')
  // Always at the same address and with a file, so that it knows its tasks after a restart.
  const mock = await startMock({ port: Number(MOCK_PORT), state: `${DATA_FOLDER}/mock.jsonl`, taskMs: 15_000 })
  console.log(`No APIKLEY_API_KEY: using a mock of the API at ${mock.url}, nothing is charged.`)
  env['APIKLEY_API_KEY'] = 'local-demo-key'
  env['APIKLEY_BASE_URL'] = mock.url
  env['PUBLIC_URL'] = `http://127.0.0.1:${PORT}`
}

const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
const child = spawn(process.execPath, [next, ...process.argv.slice(2)], { env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
