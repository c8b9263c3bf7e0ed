import { countDisk, countedCalls, type Fault, spoilNext } from './counted-disk.ts'

// Writes the same files below one folder after the other, each time with one call of the disk spoilt, and prints how
// each time ended.
const [runs = '', files = ''] = process.argv.slice(2)
const given: (Fault & { root: string })[] = JSON.parse(runs)
const entries: [string, string | null][] = JSON.parse(files)

await countDisk()
const { writeAll } = await import('../../../src/writing/write-all.ts')
const ended: { calls: number; problem: string }[] = []
for (const { root, ...fault } of given) {
  spoilNext(fault)
  const problem = await writeAll(root, new Map(entries)).then(() => '', String)
  ended.push({ calls: countedCalls(), problem })
}
console.log(JSON.stringify(ended))
if (process.connected) process.disconnect()
