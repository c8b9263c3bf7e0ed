import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'

// The scripts of the release workflow, run by bash as the runner would, with commands that write down how they were called.
const file = path.resolve(import.meta.dirname, '../../../../.github/workflows/release.yml')
const { jobs } = parse(readFileSync(file, 'utf8'))

function scriptOf(job: string, name: string): string {
  const step = jobs[job].steps.find((each: { name?: string }) => each.name === name)
  return step.run
}

const releases = ['types', 'client'].map((name) => ({
  name: `@apikley/${name}`,
  version: '0.1.0',
  tarball: `packages/apikley-${name}-0.1.0.tgz`,
  sbom: `sbom/apikley-${name}-0.1.0.cdx.json`,
  notes: `notes/apikley-${name}-0.1.0.md`,
}))

/** Runs a script; each command fails when its arguments match `fails`. */
function run(script: string, fails: Record<string, RegExp>): { status: number | null; called: string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'apikley-workflow-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const bin = path.join(folder, 'bin')
  const log = path.join(folder, 'called')
  mkdirSync(bin)
  writeFileSync(log, '')
  writeFileSync(path.join(folder, 'releases.json'), JSON.stringify(releases))
  for (const name of ['npm', 'npx', 'gh']) {
    const pattern = fails[name]?.source ?? '^$'
    const command = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> "${log}"\n! printf '%s' "$*" | grep -Eq '${pattern}'\n`
    writeFileSync(path.join(bin, name), command)
    chmodSync(path.join(bin, name), 0o755)
  }
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH: `${bin}:${process.env['PATH']}`, GITHUB_SHA: 'abc' },
  })
  return { status, called: readFileSync(log, 'utf8').trimEnd().split('\n') }
}

const publish = (name: string) =>
  `npx --yes pnpm@12.21.0 publish ./packages/apikley-${name}-0.1.0.tgz --provenance --access public --no-git-checks`

test('what is not on the registry is published in order, with provenance', () => {
  expect(run(scriptOf('publish', 'Publish'), { npm: /^view/ })).toEqual({
    status: 0,
    called: [
      'npm view @apikley/types@0.1.0 version',
      publish('types'),
      'npm view @apikley/client@0.1.0 version',
      publish('client'),
    ],
  })
})

test('what an earlier attempt has published is left out', () => {
  const { status, called } = run(scriptOf('publish', 'Publish'), { npm: /client/ })
  expect(status).toBe(0)
  expect(called.filter((line) => line.startsWith('npx'))).toEqual([publish('client')])
})

test('nothing is published after a failure', () => {
  const { status, called } = run(scriptOf('publish', 'Publish'), { npm: /^view/, npx: /types/ })
  expect(status).not.toBe(0)
  expect(called.filter((line) => line.startsWith('npx'))).toEqual([publish('types')])
})

test('each release is announced with its tarball and its SBOM', () => {
  const { status, called } = run(scriptOf('announce', 'Make the releases'), { gh: /view.*types/ })
  expect(status).toBe(0)
  expect(called).toEqual([
    'gh release view @apikley/types@0.1.0',
    'gh release create @apikley/types@0.1.0 --target abc --title @apikley/types@0.1.0' +
      ' --notes-file notes/apikley-types-0.1.0.md packages/apikley-types-0.1.0.tgz sbom/apikley-types-0.1.0.cdx.json',
    'gh release view @apikley/client@0.1.0',
  ])
})
