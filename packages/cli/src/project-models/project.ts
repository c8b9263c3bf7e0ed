import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { UsageError } from '../command-error.ts'
import { suggestion } from '../suggestion.ts'
import type { Io } from '../terminal/io.ts'

export const languages = ['ts', 'js'] as const
export type Language = (typeof languages)[number]

/** Where the models of a program are, and what it says of them in `apikley.json`. */
export interface Project {
  /** The folder of the program. Absolute. */
  readonly root: string
  /** The folder that belongs to `apikley models`. Absolute. */
  readonly folder: string
  readonly language: Language | undefined
  /** Hosts from which pages may be fetched without a question, beside Apikley's and the twin's. */
  readonly hosts: readonly string[]
}

const settingsFile = 'apikley.json'
const standardFolder = 'apikley'
export const lockFile = 'apikley.lock.json'
/** What tells Prettier how the folder is laid out. */
export const formatterFile = '.prettierrc.json'
/** What the command line itself reads at run time. */
export const modelsFile = 'models/models.json'

/** The project of the working directory: the nearest folder, from there upwards, that has settings, models or a package. */
export function findProject({ cwd }: Pick<Io, 'cwd'>): Project {
  for (let root = cwd; ; root = dirname(root)) {
    if (existsSync(join(root, settingsFile))) return withSettings(root)
    const marks = [join(standardFolder, lockFile), 'package.json']
    if (marks.some((mark) => existsSync(join(root, mark)))) return projectAt(root)
    if (root === dirname(root)) return projectAt(cwd)
  }
}

/** A file of the project as people of the working directory name it. */
export function shownFile({ cwd }: Pick<Io, 'cwd'>, { folder }: Project, file: string): string {
  return relative(cwd, join(folder, file)).replaceAll('\\', '/')
}

function projectAt(root: string, folder = standardFolder): Project {
  return { root, folder: resolve(root, folder), language: undefined, hosts: [] }
}

function withSettings(root: string): Project {
  const path = join(root, settingsFile)
  const wrong = (what: string): UsageError =>
    new UsageError(`${path}: ${what}.`, 'Expected: { "folder": "apikley", "language": "ts", "hosts": [] }')
  const settings = parsed(path, wrong)
  for (const name of Object.keys(settings)) {
    if (!['$schema', 'folder', 'language', 'hosts'].includes(name)) {
      throw wrong(`'${name}' is not known${suggestion(name, ['folder', 'language', 'hosts'])}`)
    }
  }
  const { folder = standardFolder, language, hosts = [] } = settings
  if (typeof folder !== 'string' || !isBelow(root, folder)) {
    throw wrong("'folder' must be a folder below the one of this file")
  }
  const known = languages.find((name) => name === language)
  if (language !== undefined && known === undefined) throw wrong("'language' must be 'ts' or 'js'")
  if (!Array.isArray(hosts) || !hosts.every((host): host is string => typeof host === 'string')) {
    throw wrong("'hosts' must be a list of hosts")
  }
  return { ...projectAt(root, folder), language: known, hosts }
}

function parsed(path: string, wrong: (what: string) => UsageError): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw wrong('holds no object')
}

/** A folder of the project itself would be one that belongs to the generator alone. */
function isBelow(root: string, folder: string): boolean {
  const way = relative(root, resolve(root, folder))
  return way !== '' && !way.startsWith('..') && resolve(root, way) !== way
}
