import { readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { installProject, programFolder } from '../src/consumers/project.ts'
import { startInstalledMock } from '../src/consumers/installed-mock.ts'
import { runProgram } from '../src/consumers/program.ts'
import { compilers } from './matrix.ts'

const suite = `
import { mockTest } from '@apikley/mock/vitest'
import { expect } from 'vitest'

const test = mockTest({ taskMs: 0, credits: 7 })
test('has a mock of its own', async ({ mock }) => {
  const url: string = mock.url
  // @ts-expect-error: its type is known.
  expect(mock.nothing).toBe(undefined)
  const answer = await fetch(url + '/api/v1/chat/credit', { headers: { authorization: 'Bearer anything' } })
  expect(await answer.json()).toMatchObject({ data: 7 })
})
`

async function project(...others: string[]): Promise<string> {
  const folder = await installProject(inject('registry'), ['@apikley/mock', ...others])
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

// npm refuses to install packages whose peers disagree.
describe.each(['3.0.1', '3.2.7', '4.0.18', '4.1.12', '5.1.1'])('beside Vitest %s', (version) => {
  test('the mock installs, and so does its fixture', async () => {
    const folder = await project(`vitest@${version}`, '@types/node@24')
    const cwd = await programFolder(folder, {
      'mock.test.ts': suite,
      'vitest.config.mjs': 'export default {}',
    })
    const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs')
    const { code, stdout, stderr } = await runProgram(process.execPath, [vitest, 'run'], { cwd })
    expect(stdout + stderr).toMatch(/Tests +1 passed \(1\)/)
    expect(code).toBe(0)

    const tsc = path.join((await compilers.at(-1)?.folder()) ?? '', 'bin/tsc')
    const settings = '--noEmit --strict --module nodenext --target es2024 --types node --skipLibCheck'.split(
      ' ',
    )
    const compiled = await runProgram(process.execPath, [tsc, ...settings, 'mock.test.ts'], { cwd })
    expect(compiled).toMatchObject({ code: 0, stdout: '' })
  })
})

test('the mock installs beside an older Vitest, whose fixtures it does not promise', async () => {
  const folder = await project('vitest@1.6.1')
  const mock = await startInstalledMock(folder)
  onTestFinished(() => mock.close())
  expect((await fetch(mock.url, { headers: { accept: 'text/html' } })).status).toBe(200)
})

test('without Vitest it installs none', async () => {
  const folder = await project()
  expect(readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    '@apikley',
  ])
})
