import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'
import path from 'node:path'
import { aiSdkProviders } from './measurements/ai-sdk-providers.ts'
import { bundleSize } from './measurements/bundle-size.ts'
import { cliStartup } from './measurements/cli-startup.ts'
import { downloadMemory } from './measurements/download-memory.ts'
import { importTime } from './measurements/import-time.ts'
import { ledgers } from './measurements/ledger.ts'
import { mockFaultTiming } from './measurements/mock-fault-timing.ts'
import { mockMemory, mockSoak } from './measurements/mock-memory.ts'
import { mockStartup } from './measurements/mock-startup.ts'
import { mockThroughput } from './measurements/mock-throughput.ts'
import { requestOverhead } from './measurements/request-overhead.ts'
import { typesScale } from './measurements/types-scale.ts'
import { upgradeScale } from './measurements/upgrade-scale.ts'
import { waitSetup } from './measurements/wait-setup.ts'
import { waiting } from './measurements/waiting.ts'
import { names } from './mock/servers.ts'
import { ours, peers } from './peers.ts'
import { formatResults, type Measurement } from './results.ts'

const folder = path.resolve(import.meta.dirname, '..')
const resultsFile = path.join(folder, 'results.json')

/** The version that was measured, read where the package was installed. */
function versionOf(name: string): string {
  const found = createRequire(import.meta.url)
    .resolve.paths(name)
    ?.map((root) => path.join(root, name, 'package.json'))
  for (const file of found ?? []) {
    try {
      return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
    } catch {
      // Not in this folder: the next one up may have it.
    }
  }
  throw new Error(`${name} is not installed.`)
}

const environment = {
  Node: process.version,
  cores: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
  ...Object.fromEntries(
    [ours.name, ...peers.map(({ name }) => name), names.mock, names.prismCli, '@stoplight/prism-http'].map(
      (name) => [name, versionOf(name)],
    ),
  ),
}
const stages: Record<string, () => Promise<Measurement[]> | Measurement[]> = {
  bundle: bundleSize,
  import: () => [importTime()],
  'ai-sdk': aiSdkProviders,
  overhead: requestOverhead,
  waiting,
  'wait-setup': waitSetup,
  ledger: ledgers,
  downloads: async () => [await downloadMemory()],
  'cli-startup': cliStartup,
  'mock-startup': mockStartup,
  'mock-throughput': mockThroughput,
  'mock-faults': async () => [await mockFaultTiming()],
  'mock-memory': async () => [await mockMemory(), await mockSoak()],
  'upgrade-scale': async () => [...upgradeScale(), ...(await typesScale())],
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !(name in stages))
if (unknown.length > 0) {
  throw new Error(`There is no ${unknown.join(', ')}: choose among ${Object.keys(stages).join(', ')}.`)
}
const stored = readStored()
const measurements: Stored[] = []
for (const [stage, measure] of Object.entries(stages)) {
  const isChosen = chosen.length === 0 || chosen.includes(stage)
  // What is not measured now stays as it was last time.
  const taken = isChosen ? await measure() : stored.filter((measurement) => measurement.stage === stage)
  measurements.push(...taken.map((measurement) => ({ stage, ...measurement })))
}
writeFileSync(resultsFile, `${JSON.stringify({ environment, measurements }, undefined, 2)}\n`)
const page = formatResults(measurements, environment)
writeFileSync(path.join(folder, 'results.md'), page)
console.log(page)

/** A measurement, with the name by which it can be taken alone. */
interface Stored extends Measurement {
  stage: string
}

function readStored(): Stored[] {
  if (chosen.length === 0) return []
  return (JSON.parse(readFileSync(resultsFile, 'utf8')) as { measurements: Stored[] }).measurements
}
