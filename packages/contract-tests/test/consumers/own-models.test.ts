import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { inventedPage } from '../../../../bench/src/upgrade/pages.ts'
import { ownModelsSuite, useModelsProject } from '../../src/consumers/own-models.ts'
import { mustRun } from '../../src/consumers/program.ts'

const consumer = inject('consumer')

const newest = path.dirname(createRequire(import.meta.url).resolve('typescript/package.json'))

describe('models of documentation pages in a project that has installed the packages', () => {
  const project = useModelsProject()

  test('ten pages in five forms are added, by a command that brings no compiler into the project', async () => {
    const { added, models } = project()
    expect([added.code, added.stderr.match(/^new /gm)?.length]).toEqual([0, 10])
    expect(() => createRequire(path.join(consumer, 'package.json')).resolve('typescript')).toThrow(
      'Cannot find',
    )
    expect(await models('check')).toMatchObject({ code: 0 })
  })

  // `compatibility` has the older ones.
  ownModelsSuite(project, [{ version: '7.0.2', folder: () => newest }])

  test('run against the mock, which makes what each of them says it makes', async () => {
    const printed = await mustRun(process.execPath, ['program.ts'], { cwd: project().folder })
    expect(printed.trim().split('\n')).toEqual(['video/mp4', 'image/png', 'ValidationError', '10 2'])
  })

  test('follow a page that changes, in words about what is sent and what it costs', async () => {
    const { models } = project()
    let page = inventedPage(3).text
    const server = createServer((_, response) => response.end(page)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.close()
    })
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await models('add', `http://${host}/page.json`, '--allow-host', host)).toMatchObject({ code: 0 })
    page = inventedPage(3, ['5', '8']).text
    const { code, stderr } = await models('update', '--yes', '--allow-host', host)
    expect(stderr).toMatch(/breaking +what you send: Remove .*"10".*`input\.duration`/)
    expect(stderr).toMatch(/money +what you send: Change what a task can cost by `input\.duration`/)
    expect(stderr).toMatch(/For your program: breaking/)
    expect([code, (await models('check')).code]).toEqual([0, 0])
  })
})
