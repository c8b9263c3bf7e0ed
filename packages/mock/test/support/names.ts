import dns, { type LookupAddress, type LookupAllOptions } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { isIPv4 } from 'node:net'
import { onTestFinished } from 'vitest'

type Done = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/**
 * Lets names lead to addresses for as long as the test lasts, each time to the next ones in their list; answers which of
 * them were looked up.
 */
export function useNames(names: Readonly<Record<string, readonly (readonly string[])[]>>): string[] {
  const { lookup } = dns
  const asked: string[] = []
  const found = (name: string) => {
    const answers = names[name]
    const before = asked.filter((one) => one === name).length - 1
    return answers?.[Math.min(before, answers.length - 1)]
  }
  const replaced = (name: string, options: LookupAllOptions, done: Done) => {
    if (!Object.hasOwn(names, name)) return lookup(name, options, done)
    asked.push(name)
    const addresses = found(name)?.map((address) => ({ address, family: isIPv4(address) ? 4 : 6 }))
    setImmediate(() => done(null, addresses ?? []))
  }
  Object.assign(dns, { lookup: replaced })
  syncBuiltinESMExports()
  onTestFinished(() => {
    Object.assign(dns, { lookup })
    syncBuiltinESMExports()
  })
  return asked
}
