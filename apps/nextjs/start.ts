// Starts Next.js, with its own arguments; without an API key on a mock of the API in the same process.
import { createRequire } from 'node:module'
import process from 'node:process'

const {
  APIKLEY_API_KEY,
  APIKLEY_BASE_URL,
  PORT = '3000',
  MOCK_PORT = '4010',
  DATA_FOLDER = 'data',
} = process.env
Object.assign(process.env, { NEXT_TELEMETRY_DISABLED: '1', PORT })

if (!APIKLEY_API_KEY && !APIKLEY_BASE_URL) {
  const { startMock } = await import('@apikley/mock')
  // Always at the same address and with a file, so that it knows its tasks after a restart.
  const mock = await startMock({
    port: Number(MOCK_PORT),
    state: `${DATA_FOLDER}/mock.jsonl`,
    taskMs: 15_000,
  })
  console.log(`No APIKLEY_API_KEY: clips come from a mock of the API at ${mock.url}, and nothing is charged.`)
  Object.assign(process.env, {
    APIKLEY_API_KEY: 'local-demo-key',
    APIKLEY_BASE_URL: mock.url,
    PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  })
}

createRequire(import.meta.url)('next/dist/bin/next')
