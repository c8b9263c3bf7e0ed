import { existsSync, readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { type InstalledMock, startMockProgram } from '../../src/consumers/installed-mock.ts'
import { mp4Boxes } from '../../src/consumers/mp4.ts'
import { type Ended, runProgram } from '../../src/consumers/program.ts'
import { installProject } from '../../src/consumers/project.ts'

const model = 'kling/v2-1-master-text-to-video'

/** An empty folder into which nothing but the command line was installed. */
let project: string
let mock: InstalledMock
let command: string
beforeAll(async () => {
  project = await installProject(inject('registry'), ['@apikley/cli'])
  command = path.join(project, 'node_modules/.bin/apikley')
  mock = await startMockProgram(command, ['mock', '--port', '0', '--task-seconds', '0.2'], project)
  return async () => {
    await mock.close()
    await rm(project, { recursive: true, force: true })
  }
})

function apikley(...words: string[]): Promise<Ended> {
  const env = {
    XDG_STATE_HOME: path.join(project, 'state'),
    XDG_CONFIG_HOME: path.join(project, 'config'),
    APIKLEY_API_KEY: 'fake-key-for-tests-0000',
    APIKLEY_BASE_URL: mock.url,
  }
  return runProgram(command, words, { cwd: project, env })
}

describe('the installed command line', () => {
  test('brings our packages and no other', () => {
    const lock: { packages: Record<string, unknown> } = JSON.parse(
      readFileSync(path.join(project, 'package-lock.json'), 'utf8'),
    )
    const names = Object.keys(lock.packages).filter(Boolean)
    expect(names).toEqual(['cli', 'client', 'mock', 'types'].map((name) => `node_modules/@apikley/${name}`))
  })

  test('explains itself, and knows its version', async () => {
    expect(await apikley('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('  run <model>'),
    })
    const { version } = JSON.parse(
      readFileSync(path.join(project, 'node_modules/@apikley/cli/package.json'), 'utf8'),
    ) as { version: string }
    expect((await apikley('--version')).stdout).toBe(`${version}\n`)
  })

  test('orders a clip once, and saves all of it', async () => {
    const words = ['run', model, 'prompt=a lighthouse', '--key', 'order-17', '--save', 'a.mp4']
    for (const _ of [1, 2]) expect(await apikley(...words)).toMatchObject({ code: 0, stdout: 'a.mp4\n' })
    expect(mp4Boxes(await readFile(path.join(project, 'a.mp4')))).toEqual(
      expect.arrayContaining(['ftyp', 'moov', 'mdat']),
    )
    expect(JSON.parse((await apikley('tasks', '--json')).stdout)).toHaveLength(1)
  })

  test('works through a table', async () => {
    await writeFile(path.join(project, 'prompts.csv'), 'prompt\ndusk\ndawn\n')
    const { code, stdout, stderr } = await apikley(
      'batch',
      'prompts.csv',
      '--model',
      model,
      '--save',
      'clips/',
      '--yes',
    )
    expect(code, stderr).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(2)
    expect(existsSync(path.join(project, 'clips/report.csv'))).toBe(true)
  })

  test('looks whether everything is right, and completes words', async () => {
    expect(await apikley('doctor')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok .*key/) })
    expect((await apikley('complete', 'zsh', '--', 'cred')).stdout).toMatch(/^credits:/)
    expect((await apikley('completion', 'bash')).stdout).toContain('complete -F _apikley apikley')
  })
})
