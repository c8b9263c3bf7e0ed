import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apiKey, kling, setUp } from './set-up.ts'

const none = { env: { APIKLEY_API_KEY: '' } }

describe('the key', () => {
  it('comes from the environment, the key file, another file, or stdin', async () => {
    const { folder, apikley } = await setUp({ apiKey })
    expect(await apikley(['credits'])).toMatchObject({ code: 0, stdout: '10000.5\n' })
    expect(await apikley(['credits'], none)).toMatchObject({
      code: 9,
      stderr: expect.stringMatching(/There is no API key\.[^]*config\/apikley\/key \(mode 600\)/),
    })
    await mkdir(join(folder, 'config/apikley'), { recursive: true })
    await writeFile(join(folder, 'config/apikley/key'), `${apiKey}\n`, { mode: 0o600 })
    expect(await apikley(['credits'], none)).toMatchObject({ code: 0 })
    await writeFile(join(folder, 'mine'), apiKey, { mode: 0o400 })
    expect(await apikley(['--key-file', 'mine', 'credits'], none)).toMatchObject({ code: 0 })
    expect(await apikley(['credits', '--key-file', '-'], { ...none, stdin: `${apiKey}\n` })).toMatchObject({
      code: 0,
    })
  })

  it('is not shown where it stands in the place of something else', async () => {
    const { mock, apikley } = await setUp({ apiKey })
    for (const words of [
      ['credits', apiKey],
      ['run', kling, 'prompt=a', apiKey],
      ['run', kling, `prompt=${apiKey}`],
      [apiKey],
    ]) {
      const ran = await apikley(words)
      expect(ran).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('A key is not taken as an argument'),
      })
      expect(ran.stderr).not.toContain(apiKey)
    }
    const file = await apikley(['credits', '--key-file', apiKey], none)
    expect(file).toMatchObject({ code: 9, stderr: expect.stringContaining('may be the key itself') })
    expect(file.stderr).not.toContain(apiKey)
    expect(mock.tasks()).toEqual([])
  })

  it('does not share stdin with an input', async () => {
    const { apikley } = await setUp()
    for (const words of [
      ['run', kling, '--input', '-'],
      ['batch', '-', '--batch', 'a'],
    ]) {
      const ran = await apikley([...words, '--key-file', '-'], { stdin: apiKey })
      expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('Stdin cannot hold') })
      expect(ran.stderr).not.toContain(apiKey)
    }
  })

  it('is not taken from a file that others can read', async () => {
    const { folder, apikley } = await setUp({ apiKey })
    await writeFile(join(folder, 'mine'), apiKey)
    for (const mode of [0o644, 0o640, 0o604, 0o620]) {
      await chmod(join(folder, 'mine'), mode)
      const ran = await apikley(['credits', '--key-file', 'mine'])
      expect(ran).toMatchObject({ code: 9, stderr: expect.stringContaining(`mode ${mode.toString(8)}`) })
      expect(ran.stderr).toContain('chmod 600')
    }
  })

  it.each(['--api-key', '--apikey', '--api_key', '-api-key', '--token', '--API-KEY', '--secret'])(
    'is not taken from the argument %s, and not shown',
    async (option) => {
      const { apikley } = await setUp()
      for (const words of [[option, apiKey], [`${option}=${apiKey}`]]) {
        for (const line of [
          ['credits', ...words],
          [...words, 'credits'],
          ['run', kling, 'prompt=a', ...words],
        ]) {
          const { code, stdout, stderr } = await apikley(line)
          expect(code).toBe(2)
          expect(stderr).toMatch(/not taken as an argument[^]*APIKLEY_API_KEY[^]*--key-file -/)
          expect(stdout + stderr).not.toContain(apiKey)
        }
      }
    },
  )

  it('is not shown behind an option that is misspelt, nor in what an API echoes', async () => {
    const { mock, apikley } = await setUp()
    const misspelt = await apikley(['credits', `--key-fille=${apiKey}`])
    expect(misspelt).toMatchObject({ code: 2, stderr: expect.stringContaining('--key-file') })
    expect(misspelt.stderr).not.toContain(apiKey)
    for (const words of [[], ['--json'], ['--output', 'ndjson']]) {
      const echoed = await apikley(['run', kling, `prompt=${apiKey}`, ...words])
      const shown = await apikley(['wait', mock.tasks().at(-1)?.taskId ?? '', ...words])
      expect(echoed.stdout + echoed.stderr + shown.stdout + shown.stderr).not.toContain(apiKey)
    }
  })

  it('is not taken for the name of an order', async () => {
    const { mock, apikley } = await setUp()
    const ran = await apikley(['run', kling, 'prompt=dusk', '--key', apiKey])
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('A key is not taken as an argument'),
    })
    expect(ran.stderr).not.toContain(apiKey)
    expect(mock.bill()).toEqual([])
  })

  it('must be bare', async () => {
    const { apikley } = await setUp()
    for (const given of [`Bearer ${apiKey}`, 'два ключа', 'two keys']) {
      const ran = await apikley(['credits'], { env: { APIKLEY_API_KEY: given } })
      expect(ran.code).toBe(9)
      expect(ran.stderr).not.toContain(given)
    }
  })
})
