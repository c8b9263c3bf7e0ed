import { readFileSync, readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { installProject } from '../src/consumers/project.ts'
import { startInstalledMock } from '../src/consumers/installed-mock.ts'

const megabyte = 1_000_000

test('the mock installs no other package, and is small', async () => {
  const project = await installProject(inject('registry'), ['@apikley/mock'])
  onTestFinished(() => rm(project, { recursive: true, force: true }))
  const lock: { packages: Record<string, unknown> } = JSON.parse(
    readFileSync(path.join(project, 'package-lock.json'), 'utf8'),
  )
  expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/@apikley/mock'])

  const installed = path.join(project, 'node_modules')
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(installed, file)).size, 0)
  expect(bytes).toBeLessThan(6 * megabyte)

  const mock = await startInstalledMock(project)
  onTestFinished(() => mock.close())
  expect((await fetch(mock.url, { headers: { accept: 'text/html' } })).status).toBe(200)
})
