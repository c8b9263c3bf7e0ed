import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { actionlint } from '../../src/workflows/actionlint.ts'
import { judgeWorkflow } from '../../src/workflows/judge.ts'

const sha = 'a'.repeat(40)
const good = `on: push
permissions: {}
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${sha} # v7.0.1
        with:
          persist-credentials: false
      - run: echo "$WORD"
        env:
          WORD: \${{ github.ref_name }}
  publish:
    needs: check
    runs-on: ubuntu-latest
    timeout-minutes: 5
    environment: npm
    permissions:
      id-token: write
    steps:
      - run: npm publish
`

test('a careful workflow is in order', () => {
  expect(judgeWorkflow(good)).toEqual([])
})

test.each([
  {
    from: `checkout@${sha} # v7.0.1`,
    to: 'checkout@v7',
    problem: 'actions/checkout@v7 is not pinned by its commit',
  },
  { from: `checkout@${sha} # v7.0.1`, to: `checkout@${sha.slice(1)} # v7.0.1`, problem: 'is not pinned' },
  {
    from: `actions/checkout@${sha} # v7.0.1`,
    to: 'docker://alpine:3',
    problem: 'docker://alpine:3 is not pinned',
  },
  { from: ' # v7.0.1', to: '', problem: 'has no version beside it' },
  { from: ' # v7.0.1', to: ' # main', problem: 'has no version beside it' },
  { from: 'permissions: {}\n', to: '', problem: 'its own permissions are not {}' },
  { from: 'permissions: {}', to: 'permissions: write-all', problem: 'its own permissions are not {}' },
  {
    from: '    permissions:\n      contents: read\n',
    to: '',
    problem: 'job check does not list its permissions',
  },
  {
    from: '    permissions:\n      contents: read\n',
    to: '    permissions: write-all\n',
    problem: 'job check does not list its permissions',
  },
  { from: '    timeout-minutes: 5\n', to: '', problem: 'job check has no time limit' },
  {
    from: '    timeout-minutes: 5\n',
    to: '    timeout-minutes: 5\n    secrets: inherit\n',
    problem: 'hands on secrets',
  },
  { from: 'persist-credentials: false', to: 'fetch-depth: 0', problem: 'job check keeps the credentials' },
  { from: 'persist-credentials: false', to: 'persist-credentials: true', problem: 'keeps the credentials' },
  {
    from: 'echo "$WORD"',
    to: 'echo "${{ github.ref_name }}"',
    problem: 'job check puts an expression into a script',
  },
  { from: 'github.ref_name', to: 'secrets.NPM_TOKEN', problem: 'it uses a stored secret' },
  { from: '    environment: npm\n', to: '', problem: 'job publish publishes outside of an environment' },
  {
    from: 'id-token: write',
    to: 'id-token: write\n      contents: write',
    problem: 'publishes with further permissions',
  },
  {
    from: '      - run: npm publish',
    to: `      - uses: actions/checkout@${sha} # v7.0.1\n        with: { persist-credentials: false }`,
    problem: 'job publish publishes where the repository is checked out',
  },
  { from: 'on: push', to: 'on: pull_request_target', problem: 'it runs on pull_request_target' },
  { from: 'on: push', to: 'on: [push, workflow_run]', problem: 'it runs on workflow_run' },
  {
    from: 'on: push',
    to: 'on:\n  issue_comment:\n    types: [created]',
    problem: 'it runs on issue_comment',
  },
  { from: 'on: push', to: 'on: [', problem: 'Flow sequence' },
])('$problem: $to', ({ from, to, problem }) => {
  expect(good).toContain(from)
  expect(judgeWorkflow(good.replace(from, to))).toEqual([expect.stringContaining(problem)])
})

test('actionlint reads the language', async () => {
  expect(await actionlint(good, 'good.yml')).toEqual([])
  expect(await actionlint(good.replace('needs: check', 'needs: nobody'), 'bad.yml')).toEqual([
    expect.stringMatching(/^\d+:\d+ .*nobody/),
  ])
})

describe('our workflows', () => {
  const folder = path.resolve(import.meta.dirname, '../../../../.github/workflows')
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')

  test.each(['ci.yml', 'release.yml', 'upgrade.yml'])('%s is in order', async (name) => {
    expect([...(await actionlint(read(name), name)), ...judgeWorkflow(read(name))]).toEqual([])
  })
})
