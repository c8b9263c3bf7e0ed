import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Rolldown } from 'tsdown'

interface Manifest {
  name: string
  version: string
  license?: string
  /** How packages of old say it. */
  licenses?: readonly { type: string }[]
  author?: string | { name: string }
}

// Published as one file that holds others, without their licences. What a package that is built has of these it installs for
// those alone.
const inside: Readonly<Record<string, readonly string[]>> = {
  '@modelcontextprotocol/server': ['content-type'],
  '@stoplight/json-schema-sampler': ['json-pointer'],
  'json-pointer': ['foreach'],
  'json-schema-faker': ['randexp', 'yaml'],
  randexp: ['drange', 'ret'],
}

// Contained in another version than the installed one, under the same terms.
const versions: Readonly<Record<string, string>> = { yaml: '1.10.2' }

const require = createRequire(import.meta.url)

/** Writes the licence of every package that is in the build into `THIRD-PARTY-LICENSES.txt` beside it. */
export function thirdPartyLicenses(): Rolldown.Plugin {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
      const folders = new Set(modules.flatMap((id) => packageFolder(id) ?? []))
      for (const folder of folders) for (const each of foldersInside(folder)) folders.add(each)
      const source = [...folders]
        .map(entryOf)
        .toSorted()
        .join(`\n${'='.repeat(80)}\n\n`)
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source })
    },
  }
}

function packageFolder(module: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module.replace(/^\0/, ''))?.[0]
}

function foldersInside(folder: string): string[] {
  const paths = [process.cwd(), folder]
  return (inside[manifestOf(folder).name] ?? []).flatMap(
    (name) => packageFolder(require.resolve(name, { paths })) ?? [],
  )
}

function entryOf(folder: string): string {
  const manifest = manifestOf(folder)
  const license = manifest.license ?? manifest.licenses?.map(({ type }) => type).join(' OR ')
  if (license === undefined) throw new Error(`${manifest.name} states no licence.`)
  const title = `${manifest.name} ${versions[manifest.name] ?? manifest.version} (${license}) is contained in dist.`
  return `${title}\n\n${termsOf(folder, manifest, license)}\n`
}

function termsOf(folder: string, { name, author }: Manifest, license: string): string {
  const files = readdirSync(folder).filter((file) =>
    /^(?:licen[cs]e|copying|notice|third-?party)/i.test(file),
  )
  if (files.length > 0)
    return files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n')
  if (license !== 'MIT') throw new Error(`${name} (${license}) has no licence text to hand on.`)
  const holder = typeof author === 'object' ? author.name : author
  const stated = copyrightIn(folder) ?? `Copyright (c) ${holder ?? `the authors of ${name}`}`
  return `MIT License\n\n${stated}\n\n${mitTerms()}`
}

function copyrightIn(folder: string): string | undefined {
  const readme = path.join(folder, 'README.md')
  if (!existsSync(readme)) return undefined
  return /^copyright .*\d{4}.*$/im.exec(readFileSync(readme, 'utf8'))?.[0].trim()
}

// Our own licence is the same one.
function mitTerms(): string {
  const text = readFileSync(path.join(import.meta.dirname, '../../../LICENSE'), 'utf8')
  return text.slice(text.indexOf('Permission is hereby granted')).trim()
}

function manifestOf(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return manifest
}
