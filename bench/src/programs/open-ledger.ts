import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileLedger } from '@apikley/client/node'

// Reads the ledger of a folder, or only parses its lines, and tells how long that took and what memory it holds then.
const [way = '', folder = ''] = process.argv.slice(2)

const ways: Record<string, () => Promise<{ length: number }>> = {
  ledger: () => fileLedger(folder).list(),
  parse: async () => {
    const text = await readFile(path.join(folder, '1.jsonl'), 'utf8')
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown)
  },
}
const read = ways[way]
if (!read) throw new Error(`There is no way '${way}'.`)

const before = process.memoryUsage.rss()
const began = performance.now()
const kept = await read()
const took = performance.now() - began
globalThis.gc?.()
process.send?.({ took, memory: process.memoryUsage.rss() - before, entries: kept.length })
