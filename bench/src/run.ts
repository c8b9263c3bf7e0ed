import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'
import path from 'node:path'
import { bundleSize } from './measurements/bundle-size.ts'
import { importTime } from './measurements/import-time.ts'
import { mockFaultTiming } from './measurements/mock-fault-timing.ts'
import { mockMemory, mockSoak } from './measurements/mock-memory.ts'
import { mockStartup } from './measurements/mock-startup.ts'
import { mockThroughput } from './measurements/mock-throughput.ts'
import { requestOverhead } from './measurements/request-overhead.ts'
import { names } from './mock/servers.ts'
import { ours, peers } from './peers.ts'
import { formatResults } from './results.ts'

const folder = path.resolve(import.meta.dirname, '..')

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
const measurements = [
  await bundleSize(),
  importTime(),
  await requestOverhead(),
  ...(await mockStartup()),
  ...(await mockThroughput()),
  await mockFaultTiming(),
  await mockMemory(),
  await mockSoak(),
]
const page = formatResults(measurements, environment)

writeFileSync(
  path.join(folder, 'results.json'),
  `${JSON.stringify({ environment, measurements }, undefined, 2)}\n`,
)
writeFileSync(path.join(folder, 'results.md'), page)
console.log(page)
