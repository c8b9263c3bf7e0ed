type Network = readonly [address: string, bits: number]

/**
 * IPv4 networks that are not of the public Internet, by the IANA's register of special-purpose addresses: this host,
 * private, carriers' own, loopback, link-local (clouds' metadata too), protocols, examples, benchmarks, multicast,
 * reserved. The last is Azure's host, which is public by number only.
 */
const special: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['168.63.129.16', 32],
]

/** Whether a host is an address, as a `URL` writes it: IPv4 with dots (whatever it was written as), IPv6 in brackets. */
export function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host)
}

/** Whether an IP address, with or without brackets, leads elsewhere than to the public Internet. */
export function isPrivateAddress(address: string): boolean {
  return address.includes(':') ? isPrivateV6(address) : isPrivateV4(toNumber(address))
}

const privateDomain =
  /\.(localhost|local|localdomain|internal|intranet|private|lan|home|corp|home\.arpa|test|invalid)$/

/**
 * Whether a host leads nowhere but within this machine or its network, as far as its name tells: a private address, a
 * name without a dot, or one under a domain that is kept for private use (RFC 6761, 6762, 8375), by routers or clouds.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  if (isIpAddress(name)) return isPrivateAddress(name)
  return !name.includes('.') || privateDomain.test(name)
}

/** A name of a file, such as `images/photo.png`; `example.com/photo.png` is an address without its scheme. */
const fileName =
  /^(?:[^/\\.:]+[/\\])*[^/\\:]+\.(?:png|jpe?g|webp|gif|bmp|avif|heic|svg|mp4|m4v|mov|webm|mkv|avi|mp3|wav|ogg|m4a|aac|flac)$/i

/** Why nobody but this machine, or its network, can reach what a text names; nothing where others may. */
export function unreachableFromElsewhere(text: string): string | undefined {
  const given = text.trim()
  // A JPEG as base64 begins like a path.
  const isPath = /^([a-z]:)?[/\\]|^[.~]{1,2}[/\\]/i.test(given) && !given.startsWith('/9j/')
  if (isPath || fileName.test(given)) return 'is a path'
  if (!/^[a-z][a-z\d+.-]*:/i.test(given) || !URL.canParse(given)) return undefined
  const { protocol, hostname } = new URL(given)
  if (protocol === 'file:' || protocol === 'blob:') return `is an address of ${protocol}`
  return /^https?:$/.test(protocol) && isPrivateHost(hostname) ? `is on ${hostname}` : undefined
}

/**
 * Whether an address that a name stands for is one of those that fake-IP resolvers give to every name (Clash, sing-box,
 * Xray, Surge): their tunnel takes the connection to where the name really leads.
 */
export function isFakeAddress(address: string): boolean {
  if (!address.includes(':')) return isWithin(toNumber(address), ['198.18.0.0', 15])
  const [first = 0, second = 0] = groupsOf(address) ?? []
  return first === 0xfc00 && second < 0x4000
}

function isPrivateV4(address: number): boolean {
  return special.some((network) => isWithin(address, network))
}

function isWithin(address: number, [network, bits]: Network): boolean {
  const size = 2 ** (32 - bits)
  return Math.floor(address / size) === Math.floor(toNumber(network) / size)
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** Of IPv6 only the global addresses are public, and those that stand for a public IPv4 address. */
function isPrivateV6(address: string): boolean {
  const groups = groupsOf(address)
  if (!groups) return true
  const [first = 0, second = 0, third = 0, , , sixth, seventh = 0, eighth = 0] = groups
  const last32 = seventh * 65_536 + eighth
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && sixth === 0xffff
  const isNat64 = first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0)
  if (isMapped || isNat64) return isPrivateV4(last32)
  // 6to4 holds its IPv4 address in the middle.
  if (first === 0x2002) return isPrivateV4(second * 65_536 + third)
  if (first >> 13 !== 1) return true
  // Protocols (Teredo among them) and examples.
  return (first === 0x2001 && (second < 0x200 || second === 0xdb8)) || (first === 0x3fff && second < 0x1000)
}

function groupsOf(address: string): number[] | undefined {
  // A resolver adds the zone (`fe80::1%eth0`), which no URL may have; the URL writes all forms as one.
  const url = `http://[${address.replace(/^\[|\]$/g, '').replace(/%.*/, '')}]`
  if (!URL.canParse(url)) return undefined
  const [before = '', after] = new URL(url).hostname.slice(1, -1).split('::')
  const read = (part: string | undefined): number[] =>
    part ? part.split(':').map((group) => Number.parseInt(group, 16)) : []
  const head = read(before)
  const tail = read(after)
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}
