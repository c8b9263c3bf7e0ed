import { BlockList, isIPv4 } from 'node:net'

/**
 * Where an IP address leads. `own`: back to this machine; `link-local`: the network's own services, such as the
 * metadata of a cloud, which hand out credentials; `special`: no single machine (multicast, reserved).
 */
export type AddressKind = 'own' | 'link-local' | 'private' | 'special' | 'public'

type Subnet = readonly [address: string, prefix: number]

// In this order: an address is of the first kind that has it. From the IANA registries of special-purpose addresses.
const subnets: readonly (readonly [AddressKind, readonly Subnet[]])[] = [
  // Linux connects 0.0.0.0 and :: to the machine itself.
  [
    'own',
    [
      ['127.0.0.0', 8],
      ['0.0.0.0', 8],
      ['::1', 128],
      ['::', 128],
    ],
  ],
  [
    'link-local',
    [
      ['169.254.0.0', 16],
      ['fe80::', 10],
      // Services of clouds that lie elsewhere: Alibaba's, Oracle's and Azure's; those of AWS and Google on IPv6.
      ['100.100.100.200', 32],
      ['192.0.0.192', 32],
      ['168.63.129.16', 32],
      ['fd00:ec2::', 32],
      ['fd20:ce::', 32],
    ],
  ],
  [
    'private',
    [
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['100.64.0.0', 10],
      ['192.0.0.0', 24],
      ['198.18.0.0', 15],
      ['fc00::', 7],
      ['fec0::', 10],
      ['64:ff9b:1::', 48],
    ],
  ],
  [
    'special',
    [
      ['224.0.0.0', 4],
      ['240.0.0.0', 4],
      ['ff00::', 8],
      ['2001::', 32],
      ['100::', 64],
    ],
  ],
]

const lists = subnets.map(([kind, nets]) => [kind, listOf(nets)] as const)

/** The kind of an IP address, written in any way; an IPv6 address that stands for an IPv4 one is judged as that. */
export function addressKind(address: string): AddressKind {
  const plain = plainAddress(address)
  const family = isIPv4(plain) ? 'ipv4' : 'ipv6'
  return lists.find(([, list]) => list.check(plain, family))?.[0] ?? 'public'
}

/** The address in its canonical form, without a zone, and as IPv4 where it stands for one. */
export function plainAddress(address: string): string {
  const [bare = ''] = address.split('%', 1)
  if (isIPv4(bare)) return bare
  const groups = ipv6Groups(bare)
  const ipv4At = (index: number) =>
    [groups[index] ?? 0, groups[index + 1] ?? 0].flatMap((group) => [group >> 8, group & 0xff]).join('.')
  const leading = groups.slice(0, 6).join(':')
  // Mapped (RFC 4291) and translated (RFC 6052) addresses end with the IPv4 address, 6to4 (RFC 3056) begins with it.
  if (leading === '0:0:0:0:0:65535' || leading === '100:65435:0:0:0:0') return ipv4At(6)
  if (groups[0] === 0x2002) return ipv4At(1)
  // The deprecated form without ffff; :: and ::1 are addresses of their own.
  if (leading === '0:0:0:0:0:0' && groups[6] !== 0) return ipv4At(6)
  return groups.map((group) => group.toString(16)).join(':')
}

/** The eight groups of an IPv6 address. */
export function ipv6Groups(ipv6: string): number[] {
  const written = new URL(`http://[${ipv6}]`).hostname.slice(1, -1)
  const [head = [], tail] = written.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const zeros = tail ? Array.from({ length: 8 - head.length - tail.length }, () => '0') : []
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, 16))
}

function listOf(nets: readonly Subnet[]): BlockList {
  const list = new BlockList()
  for (const [address, prefix] of nets) list.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6')
  return list
}
