import { readFileSync, statfsSync } from 'node:fs'

/** The numbers of Linux's file systems that other machines share: statfs(2), `linux/magic.h`. */
const shared = new Map<number, string>([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x564c, 'NCP'],
  [0x01021997, '9p'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
  [0x19830326, 'BeeGFS'],
])
const fuse = 0x65735546

/**
 * Throws for a folder of another machine: the locks of SQLite's write-ahead log are in memory that only the processes of
 * one machine share. Elsewhere than on Linux nothing tells but a path of the network on Windows.
 */
export function refuseNetworkFolder(
  folder: string,
  typeOf: (folder: string) => number = (path) => statfsSync(path).type,
  mounts: () => string = () => readFileSync('/proc/self/mounts', 'utf8'),
): void {
  const kind = process.platform === 'linux' ? sharedKind(typeOf(folder) >>> 0, folder, mounts) : undefined
  const isShare = process.platform === 'win32' && /^[\\/]{2}[^\\/?.]/.test(folder)
  if (kind === undefined && !isShare) return
  throw new Error(
    `${folder} is on a network (${kind ?? 'a share'}): a ledger is safe on a local disk only. Use a database for several machines`,
  )
}

function sharedKind(type: number, folder: string, mounts: () => string): string | undefined {
  if (type !== fuse) return shared.get(type)
  // Local ones are fine: the name of the mount tells them apart.
  const names = mounts()
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, point = '']) => point === '/' || `${folder}/`.startsWith(`${decode(point)}/`))
    .toSorted(([, a = ''], [, b = '']) => b.length - a.length)
  const [, , name = ''] = names[0] ?? []
  return /sshfs|s3|gcs|goofys|rclone|gluster|juicefs|ceph|davfs|smb|blob|gvfs/i.test(name) ? name : undefined
}

/** Spaces and the like stand in the list as octal numbers. */
const decode = (path: string): string =>
  path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
