import path from 'node:path'
import { mustRun, runProgram } from './program.ts'
import { programFolder } from './project.ts'

export const resolutions = ['bundler', 'nodenext'] as const
export type Resolution = (typeof resolutions)[number]

/** What the compiler said, by the file that it spoke of; a file without an error has no lines. */
export type CompilerLines = ReadonlyMap<string, readonly string[]>

/** What a program has around it: the types packages that are loaded, and the libraries. */
interface Surroundings {
  types: string[]
  lib: string[]
}

export const server: Surroundings = { types: ['node'], lib: ['es2023'] }
export const page: Surroundings = { types: [], lib: ['es2023', 'dom'] }

/** The compiler's version, of the TypeScript in that folder. */
export async function tscVersion(typescript: string): Promise<string> {
  const printed = await mustRun(process.execPath, [tscOf(typescript), '--version'], { cwd: typescript })
  return printed.replace('Version', '').trim()
}

// By its path: not every version's exports name it.
function tscOf(typescript: string): string {
  return path.join(typescript, 'bin/tsc')
}

/** Compiles files in a consumer's project, strictly and with all declarations checked. Returns its lines a file. */
export async function compile(
  typescript: string,
  project: string,
  resolution: Resolution,
  files: Readonly<Record<string, string>>,
  { types, lib }: Surroundings,
): Promise<CompilerLines> {
  const compilerOptions = {
    target: 'es2023',
    module: resolution === 'bundler' ? 'preserve' : 'nodenext',
    moduleResolution: resolution,
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    lib,
    types,
  }
  const settings = JSON.stringify({ compilerOptions, files: Object.keys(files) })
  const folder = await programFolder(project, { ...files, 'tsconfig.json': settings })
  const tsc = [tscOf(typescript), '--pretty', 'false']
  const { code, stdout, stderr } = await runProgram(process.execPath, tsc, { cwd: folder })
  const lines = sort(`${stdout}${stderr}`, Object.keys(files))
  const clean = [...lines.values()].every((told) => told.length === 0)
  if (code === null || clean !== (code === 0)) {
    throw new Error(`The compiler ended with ${code} and printed:\n${stdout}${stderr}`)
  }
  return lines
}

/** An error begins with its place; the lines below it that are indented belong to it. */
function sort(printed: string, files: readonly string[]): CompilerLines {
  const lines = new Map(files.map((file) => [file, [] as string[]]))
  let current: string[] | undefined
  for (const line of printed.split(/\r?\n/).filter((text) => text !== '')) {
    if (!line.startsWith(' ')) current = lines.get(path.basename(line.split('(')[0] ?? ''))
    if (!current) throw new Error(`The compiler complains about something else:\n${printed}`)
    current.push(line)
  }
  return lines
}
