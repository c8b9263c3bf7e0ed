// Why not a library: proper-lockfile, the usual one, tells a dead owner by a timestamp that it renews all the time, so a
// mock that was killed keeps its file for ten seconds, and a process that slept loses it. Locks of the operating system,
// which end with their process, Node does not offer. A file with the owner's process id is taken over at once.
import { randomBytes } from 'node:crypto'
import { closeSync, linkSync, openSync, renameSync, rmSync, unlinkSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { asNode } from '../contract/document.ts'
import { messageOf } from '../message.ts'
import { ownerOnly, readOwnFile, statsOf } from './own-file.ts'

interface Owner {
  pid: number
  /** A process id says nothing on another machine, or in another container. */
  host: string
  /** Told apart from an earlier process of the same id. */
  token: string
}

/** Tokens of the locks that this process holds: after a crash, its id may be that of the one before (1 in containers). */
const held = new Set<string>()

/**
 * Takes the lock file for this process; answers what gives it back. A lock whose process is dead is taken over. Throws
 * when another mock has it, or when something else lies there.
 */
export function acquireLock(path: string): () => void {
  const own = { pid: process.pid, host: hostname(), token: randomBytes(8).toString('hex') }
  for (let left = 3; !created(path, own); left -= 1) {
    const found = ownerIn(path)
    if (found === undefined) continue
    if (isAlive(found) || left === 0) throw inUse(path, found)
    removeLock(path, found.token)
  }
  held.add(own.token)
  return () => {
    held.delete(own.token)
    try {
      removeLock(path, own.token)
    } catch {
      // Somebody has put something else there meanwhile: it stays, and nothing holds this mock's end up.
    }
  }
}

// A link comes into being with its content and never over something else; a new file would be empty at first.
function created(path: string, own: Owner): boolean {
  const beside = `${path}.${own.token}`
  try {
    const file = openSync(beside, 'wx', ownerOnly)
    writeSync(file, JSON.stringify({ apikleyMockLock: 1, ...own }))
    closeSync(file)
    linkSync(beside, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw new Error(`The state file cannot be locked: ${messageOf(error)}`, { cause: error })
  } finally {
    rmSync(beside, { force: true })
  }
}

/** Removes the lock if it still is the one that was seen: put aside first, since another may have taken it meanwhile. */
function removeLock(path: string, token: string): void {
  if (ownerIn(path)?.token !== token) return
  const aside = `${path}.${randomBytes(8).toString('hex')}`
  try {
    renameSync(path, aside)
  } catch {
    return // another mock was faster
  }
  if (ownerIn(aside)?.token !== token) linkSync(aside, path)
  unlinkSync(aside)
}

/** Undefined when there is no lock. */
function ownerIn(path: string): Owner | undefined {
  if (!statsOf(path)) return undefined
  const { apikleyMockLock, pid, host, token } = asNode(parsed(path))
  if (apikleyMockLock === 1 && Number.isInteger(pid) && typeof host === 'string' && typeof token === 'string')
    return { pid: Number(pid), host, token }
  throw new Error(`${path} is in the way: it is no lock of a mock. Move it away, or name another state file.`)
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readOwnFile(path).toString())
  } catch {
    return undefined
  }
}

function isAlive({ pid, host, token }: Owner): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return held.has(token)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not permitted: it lives, and belongs to somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

function inUse(path: string, { pid, host }: Owner): Error {
  const where = host === hostname() ? '' : ` on ${host}`
  return new Error(
    `The state file is in use by another mock (process ${pid}${where}). One mock only to a file: name another one, or stop that mock. If it has ended, delete ${path}.`,
  )
}
