import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createProgram } from '../src/program.ts'
import { kling, runIn, setUp } from './set-up.ts'

describe('the command line', () => {
  it.each([
    [['--verison'], 'Did you mean --version?'],
    [['crdits'], 'Did you mean credits?'],
    [['run', kling, 'prompt=dusk', '--durration', '5'], "durration=… (did you mean 'duration'?)"],
    [['run', kling, 'prompt=dusk', '--dryrun'], 'Did you mean --dry-run?'],
    [['run', kling, 'prompt=a sign that says --json here', '--dryrun'], 'Did you mean --dry-run?'],
    [['run', kling, 'prompt=dusk', '--maxcredits=5'], 'Did you mean --max-credits?'],
    [['run', kling, 'prompt=dusk', 'durration=5'], "did you mean 'duration'?"],
    [['run', kling, 'prompt=dusk', 'duration:5'], "did you mean 'duration'?"],
    [['run', kling, 'prompt', 'dusk'], "'prompt' is no field"],
    [['run', kling, 'prompt=dusk', 'prompt=dawn'], 'given twice'],
    [['run', kling, 'prompt=dusk', '--max-credits', 'lots'], 'a number of credits'],
    [['run', kling, 'prompt=dusk', '--timeout', 'soon'], 'a span of time'],
    [['batch', 'a.csv', '--concurrency', '0'], 'a whole number above 0'],
    [['credits', '--output', 'yaml'], 'json'],
    [['credits', 'now'], 'too many arguments'],
    [['settle'], 'missing required argument'],
    [['completion', 'tcsh'], 'bash, zsh, fish'],
    [['credits', '--base-url', 'nowhere'], 'no absolute URL'],
    [['credits', '--base-url', 'http://example.com'], 'not https'],
  ])('refuses %j, and sends nothing', async (words, says) => {
    const { mock, apikley } = await setUp()
    const ran = await apikley(words)
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(says) })
    expect(ran.stdout).toBe('')
    expect(mock.bill()).toEqual([])
  })

  it.each([
    [['run', kling, 'prompt=dusk', '--durration', '5', '--json'], "unknown option '--durration'"],
    [['run', kling, 'prompt=dusk', 'durration=5', '--output', 'json'], 'durration'],
    [['crdits', '--output=ndjson'], "unknown command 'crdits'"],
    [['credits', '--json', '--api-key=fake-key-on-the-line'], 'A key is not taken as an argument'],
    [['credits', '--json', '--kay=fake-key-on-the-line'], "unknown option '--kay'"],
    [['credits', '--json', 'fake-key-on-the-line'], "too many arguments for 'credits'"],
    [['models', '--json'], 'it lacks the command'],
  ])('tells programs what is wrong with %j', async (words, says) => {
    const { apikley } = await setUp()
    const ran = await apikley(words)
    expect(JSON.parse(ran.stdout)).toMatchObject({
      error: { message: expect.stringContaining(says), exitCode: 2, moneySpent: 'no' },
    })
    expect(ran.code).toBe(2)
    expect(ran.stdout + ran.stderr).not.toContain('fake-key-on-the-line')
  })

  it("shows the mock's own help", async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    await runIn('/', ['mock', '--help'])
    const shown = [...log.mock.calls, ...write.mock.calls].join('\n')
    write.mockRestore()
    expect(shown).toContain('--scenario <file>')
  })

  it('speaks of what was given, not of a request that was not made', async () => {
    const { apikley } = await setUp()
    const { stderr } = await apikley(['run', kling, 'prompt=dusk', 'durration=5'])
    expect(stderr).toMatch(/^apikley: input\.durration is not known/)
  })

  it('takes help as a command', async () => {
    expect(await runIn('/', ['help', 'run'])).toEqual(await runIn('/', ['run', '--help']))
    expect(await runIn('/', ['help'])).toEqual(await runIn('/', ['--help']))
    expect((await runIn('/', ['help', 'rnu'])).code).toBe(2)
  })

  it('tells its version', async () => {
    expect(await runIn('/', ['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    })
  })
})

describe('the help', () => {
  const program = createProgram(
    { stderr: process.stderr, stdout: process.stdout, stdin: process.stdin, env: {}, cwd: '/' },
    () => {},
  )
  const all = program.commands
    .flatMap((command) => [[command], ...command.commands.map((each) => [command, each])])
    .map((way) => way.map((command) => command.name()))
    .filter(([name = '']) => !['complete', 'help', 'mock'].includes(name))

  it.each([[[]], ...all.map((words) => [words])])(
    'of %j fits on a screen, and has examples',
    async (words) => {
      const { code, stdout } = await runIn('/', [...words, '--help'])
      const lines = stdout.trimEnd().split('\n')
      expect(lines.length).toBeLessThanOrEqual(24)
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
      expect(stdout.match(/^ {2}.*apikley \S+|apikley <command> --help/m)).not.toBeNull()
      expect(code).toBe(0)
    },
  )
})
