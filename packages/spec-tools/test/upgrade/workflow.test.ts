import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '@apikley/pages'
import { at, isObject, type Json, listAt, objectAt, textAt } from '@apikley/pages/document'

// GitHub alone can run the workflow; what must hold before that is read here.
const file = '.github/workflows/upgrade.yml'
const workflow = parseYaml(readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8'), file)
const jobs = Object.entries(objectAt(workflow, 'jobs'))
const scripts = jobs.flatMap(([job, value]) =>
  listAt(value, 'steps').flatMap((step) =>
    at(step, 'run') === undefined ? [] : [[job, textAt(step, 'run')] as const],
  ),
)
const writes = (permissions: Json | undefined) =>
  isObject(permissions) && Object.values(permissions).includes('write')

describe('the workflow that upgrades', () => {
  test('starts on a schedule, by hand, and for changes of the tool', () => {
    expect(Object.keys(objectAt(workflow, 'on'))).toEqual(['schedule', 'workflow_dispatch', 'pull_request'])
    expect(listAt(workflow, 'on', 'pull_request', 'paths')).toContain('packages/spec-tools/**')
  })

  test.each(scripts)('puts no text of others into a shell: %s', (_, script) => {
    expect(script).not.toContain('${{')
  })

  test('runs what pages are turned into only where nothing may be written', () => {
    expect(objectAt(workflow, 'permissions')).toEqual({})
    for (const [job, value] of jobs) {
      const own = scripts.filter(([name]) => name === job).map(([, script]) => script)
      const runsCode = own.some((script) => /pnpm|node |npm /.test(script))
      expect({ job, runsCode }).toEqual({ job, runsCode: !writes(at(value, 'permissions')) })
    }
    const [checkout] = listAt(workflow, 'jobs', 'upgrade', 'steps')
    expect(at(checkout, 'with', 'persist-credentials')).toBe(false)
  })

  test('hands no key to what runs what pages are turned into', () => {
    for (const [job, value] of jobs) {
      if (writes(at(value, 'permissions'))) continue
      expect({ job, permissions: at(value, 'permissions') }).toEqual({
        job,
        permissions: { contents: 'read' },
      })
      expect(JSON.stringify(value)).not.toMatch(/secrets\.|github\.token|_TOKEN/i)
      for (const step of listAt(value, 'steps')) {
        if (!textAt(step, 'uses').startsWith('actions/checkout')) continue
        expect(at(step, 'with', 'persist-credentials')).toBe(false)
      }
    }
  })

  test('takes over what the one list allows, after another machine has made it again', () => {
    const takingOver = scripts.filter(([, script]) => script.includes('upgrade.patch"'))
    expect(takingOver.map(([job]) => job)).toEqual(['upgrade', 'verify', 'propose'])
    expect(scripts.filter(([, script]) => script.includes('git apply'))).toEqual([])
    for (const job of ['verify', 'propose']) {
      const [own = ''] = scripts.filter(([name]) => name === job).map(([, script]) => script)
      expect(own).toContain('bash .github/take-over.sh "$RUNNER_TEMP/upgrade/upgrade.patch"')
    }
    expect(scripts.find(([job]) => job === 'verify')?.[1]).toMatch(/take-over\.sh[^]*spec plan --check/)
    expect(listAt(workflow, 'jobs', 'propose', 'needs')).toEqual(['upgrade', 'verify'])
  })

  test('uses actions of GitHub only', () => {
    const used = jobs.flatMap(([, value]) => listAt(value, 'steps').map((step) => textAt(step, 'uses')))
    expect(
      used.filter((action) => action !== '' && !/^actions\/[\w-]+@(?:v\d+|[0-9a-f]{40})$/.test(action)),
    ).toEqual([])
  })

  test('opens no pull request for a pull request', () => {
    expect(textAt(workflow, 'jobs', 'propose', 'if')).toContain("github.event_name != 'pull_request'")
    expect(textAt(workflow, 'jobs', 'withdraw', 'if')).toContain("github.event_name == 'schedule'")
  })
})
