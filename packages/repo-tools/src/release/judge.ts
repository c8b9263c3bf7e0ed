import type { Manifest, Tarball } from './tarball.ts'

const required = ['package.json', 'README.md', 'LICENSE']
const rootFiles = new Set([...required, 'CHANGELOG.md', 'THIRD-PARTY-LICENSES.txt'])
// Scripts that npm runs on the machine of whoever installs the package.
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare']
// What only the workspace understands: our source condition, and ranges that pnpm resolves when it packs.
const workspaceOnly = ['@apikley/source', 'workspace:', 'catalog:']

/** What is wrong with a packed package, by our own rules; empty if nothing is. */
export function judgeTarball(
  { manifest, files }: Pick<Tarball, 'manifest' | 'files'>,
  { provenance = false } = {},
): string[] {
  return [
    // The registry compares it with the repository that the statement comes from.
    ...(provenance && manifest['repository'] === undefined
      ? ['package.json names no `repository`, which a provenance statement needs']
      : []),
    ...required.filter((file) => !files.has(file)).map((file) => `${file} is missing`),
    ...[...files].filter((file) => !isExpected(file)).map((file) => `${file} does not belong in a package`),
    ...manifestProblems(manifest),
    ...(manifest.files ?? [])
      .filter((entry) => !isPacked(entry, files) && !isPacked(`${entry}/*`, files))
      .map((entry) => `files lists ${entry}, which is not in the tarball`),
    ...targets(manifest)
      .filter(({ file }) => !isPacked(file, files))
      .map(({ field, file }) => `${field} points to ${file}, which is not in the tarball`),
  ]
}

function isExpected(file: string): boolean {
  if (!file.includes('/')) return rootFiles.has(file)
  if (file.split('/').some((part) => part.startsWith('.') || part === 'node_modules')) return false
  return (
    /^dist\/.+(?:\.js|\.d\.ts|\.json)$/.test(file) ||
    file === 'dist/THIRD-PARTY-LICENSES.txt' ||
    /^dist\/page\/.+\.(?:html|css|svg)$/.test(file) ||
    /^docs\/[a-z-]+\.md$/.test(file) ||
    /^schemas\/.+\.json$/.test(file) ||
    /^media\/.+\.(?:mp3|mp4|png)$/.test(file) ||
    /^generated\/.+\.json$/.test(file)
  )
}

function manifestProblems(manifest: Manifest): string[] {
  const text = JSON.stringify(manifest)
  return [
    ...(manifest.private ? ['package.json says private'] : []),
    ...(manifest.license === 'MIT' ? [] : [`package.json states the licence ${manifest.license}, not MIT`]),
    ...installScripts
      .filter((script) => manifest.scripts?.[script] !== undefined)
      .map((script) => `package.json has the install script \`${script}\``),
    ...workspaceOnly.filter((word) => text.includes(word)).map((word) => `package.json still says ${word}`),
    ...(manifest.publishConfig?.['registry'] === undefined ? [] : ['package.json names a registry']),
  ]
}

interface Target {
  field: string
  file: string
}

function targets({ main, types, bin, exports }: Manifest): Target[] {
  return Object.entries({ main, types, bin, exports }).flatMap(([field, value]) => leaves(field, value))
}

function leaves(field: string, value: unknown): Target[] {
  if (typeof value === 'string') return [{ field, file: value.replace(/^\.\//, '') }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${field}["${key}"]`, inner))
}

function isPacked(file: string, files: ReadonlySet<string>): boolean {
  if (!file.includes('*')) return files.has(file)
  const [start = '', end = ''] = file.split('*')
  return [...files].some((packed) => packed.startsWith(start) && packed.endsWith(end))
}
