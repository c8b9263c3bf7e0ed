import { isPrivateHost } from './private-address.ts'

/** From where a host can be reached: from its own machine, from its own network, or from everywhere. */
const scopes = ['machine', 'network', 'everywhere'] as const

const machine = /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f\S+\])\.?$/

/**
 * Whether one host can probably reach another, judged by their addresses alone: whoever answers to one that is public
 * does not see this machine or its network. What both stand in is taken for the same.
 */
export function canReach(from: string, to: string): boolean {
  return scopes.indexOf(scopeOf(to)) >= scopes.indexOf(scopeOf(from))
}

function scopeOf(address: string): (typeof scopes)[number] {
  // What is no address is refused elsewhere.
  if (!URL.canParse(address)) return 'everywhere'
  const { hostname } = new URL(address)
  if (machine.test(hostname)) return 'machine'
  return isPrivateHost(hostname) ? 'network' : 'everywhere'
}
