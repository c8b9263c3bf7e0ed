import type Path from 'node:path'
import { configurationError } from '../../errors/configuration-error.ts'
import { builtin } from '../../http/builtin.ts'

/** The part of a file system that saving a file needs. */
export interface Disk {
  open(path: string, flags: 'wx' | 'r'): Promise<DiskFile>
  rename(from: string, to: string): Promise<void>
  rm(path: string, options: { force: true }): Promise<void>
  mkdir(path: string): Promise<unknown>
  lstat(path: string): Promise<DiskEntry>
  stat(path: string): Promise<DiskEntry>
  realpath(path: string): Promise<string>
  readlink(path: string): Promise<string>
  readonly paths: Pick<typeof Path, 'basename' | 'dirname' | 'join' | 'resolve' | 'sep'>
}

export interface DiskEntry {
  readonly size: number
  isFile(): boolean
  isDirectory(): boolean
}

export interface DiskFile {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }>
  truncate(): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** The file system of Node, Bun or Deno, asked for when needed: an import of `node:fs` breaks bundles for browsers. */
export function openDisk(): Disk {
  const files = builtin<Disk>('node:fs/promises')
  const paths = builtin<typeof Path>('node:path')
  if (files && paths) return { ...files, paths }
  throw configurationError(
    'There is no file system here',
    'Save with Node, Bun or Deno, or into a stream; elsewhere fetch the result from its address.',
  )
}
