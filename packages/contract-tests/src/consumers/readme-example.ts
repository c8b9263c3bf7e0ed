import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { repository } from './rehearsal.ts'

/** What the repository's README tells a newcomer to install and to run. */
export interface ReadmeExample {
  /** The packages of its `npm install` line. */
  packages: string[]
  /** Its first program, as people copy it. */
  program: string
}

export function readmeExample(): ReadmeExample {
  const readme = readFileSync(path.join(repository, 'README.md'), 'utf8')
  const install = /^npm install (.+)$/m.exec(readme)?.[1]
  const program = /^```ts\n([^]*?)^```$/m.exec(readme)?.[1]
  if (install === undefined || !program?.includes('createApikley(')) {
    throw new Error(
      'README.md does not begin with an `npm install` line and a program that calls createApikley()',
    )
  }
  return { packages: install.split(' '), program }
}

/** The TypeScript in the READMEs and other pages that people get with the packages, by file name. */
export interface InstalledReadmes {
  /** The first of each: a program of its own. */
  programs: Record<string, string>
  /** What follows may speak of things that stood above it. */
  fragments: Record<string, string>
}

export function installedReadmes(project: string): InstalledReadmes {
  const scope = path.join(project, 'node_modules/@apikley')
  const blocks = globSync('*/{README,docs/*}.md', { cwd: scope }).flatMap((file) => {
    const found = readFileSync(path.join(scope, file), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm)
    return [...found].map(([, text = ''], index) => ({
      name: `readme-of-${file.replaceAll(/[/\\]/g, '-')}-${index + 1}.mts`,
      text,
      first: index === 0 && path.basename(file) === 'README.md',
    }))
  })
  const byName = (chosen: typeof blocks) => Object.fromEntries(chosen.map(({ name, text }) => [name, text]))
  return {
    programs: byName(blocks.filter(({ first }) => first)),
    fragments: byName(blocks.filter(({ first }) => !first)),
  }
}

/** The same program for a CommonJS file: `require` for `import`, and a function around its awaits. */
export function asCommonJs(program: string): string {
  const imports = /^import (\{[^}]*\}) from ('[^']+')$/gm
  const required = [...program.matchAll(imports)].map(
    ([, names, from]) => `const ${names} = require(${from})`,
  )
  return `${required.join('\n')}\nasync function main() {\n${program.replaceAll(imports, '')}\n}\nmain()\n`
}
