import type { Model } from '@apikley/types/api'
import { statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, resolve } from 'node:path'
import { UsageError } from '../command-error.ts'
import type { Io } from '../terminal/io.ts'

const extensions = { video: '.mp4', image: '.png', audio: '.mp3', text: '.json' } as const

/** Of what kind the files are that a model makes, by what it says, or by its id. */
export function extensionOf({ id, kind }: Model): string {
  if (kind) return extensions[kind]
  const [word = 'video'] = id.match(/video|image|photo|audio|speech|music|sound|voice/g)?.slice(-1) ?? []
  return word === 'video' ? '.mp4' : /image|photo/.test(word) ? '.png' : '.mp3'
}

/** The path for a result: as it was given, or in the folder that was given, under the name of its key. */
export function targetPath(given: string, cwd: string, model: Model, key: string): string {
  if (model.kind === 'text') {
    throw new UsageError(
      `The result of '${model.id}' is no file: it is printed, so leave out --save. Nothing was sent.`,
      'To keep it: apikley run … > result.json',
    )
  }
  const path = resolve(cwd, given)
  if (!isFolder(given, path)) return path
  return join(path, fileName(key, extensionOf(model)))
}

function isFolder(given: string, path: string): boolean {
  if (/[/\\]$|^\.{1,2}$/.test(given) || ['.', '..'].includes(basename(given))) return true
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** A path as it is printed: from the working directory on, if it was given so. */
export function shownPath({ cwd }: Pick<Io, 'cwd'>, path: string, given = path): string {
  return isAbsolute(given) ? path : relative(cwd, path)
}

/** A name for a file that any file system takes. */
export function fileName(key: string, extension: string): string {
  const name = key.replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, '-').replace(/^[-.]+|[-. ]+$/g, '')
  return `${Array.from(name || 'result')
    .slice(0, 100)
    .join('')}${extension}`
}
