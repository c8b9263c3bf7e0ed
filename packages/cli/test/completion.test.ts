import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { splitLine } from '../src/completion/split-line.ts'
import { installProgram } from './processes.ts'
import { environment, kling, runIn, setUp } from './set-up.ts'

async function complete(...words: string[]): Promise<string[]> {
  const { stdout } = await runIn('/', ['complete', 'zsh', '--', ...words])
  return stdout.trimEnd().split('\n')
}

describe('completion', () => {
  it('knows commands, options and their choices', async () => {
    expect(await complete('cre')).toEqual(['credits:what is left on the account'])
    expect(await complete('credits', '--key-f')).toEqual([
      '--key-file:the API key from a file, or - for stdin',
    ])
    expect(await complete('--output', 'credits', '--output', '')).toEqual(['text', 'json', 'ndjson'])
    expect(await complete('completion', 'z')).toEqual(['zsh'])
    expect(await complete('batch', '')).toEqual([':files'])
    expect(await complete('run', kling, '--save', '')).toEqual([':files'])
    expect(await complete('')).not.toContain('complete')
  })

  it('knows models, their fields and what those may be', async () => {
    expect(await complete('run', 'kl')).toEqual([`${kling}:video`])
    expect(await complete('batch', 'a.csv', '--model', '')).toEqual([`${kling}:video`])
    expect(await complete('run', kling, 'pro')).toEqual([':nospace', 'prompt=:required'])
    expect(await complete('run', kling, 'prompt=a', '--yes', 'aspect_ratio=')).toEqual(
      ['16:9', '9:16', '1:1'].map((ratio) => `aspect_ratio=${ratio.replace(':', '\\:')}`),
    )
  })

  it('knows what is open', async () => {
    const { mock, apikley } = await setUp({ taskMs: 60_000 })
    await apikley(['run', kling, 'prompt=dusk', '--key', 'order 17', '--no-wait'])
    const taskId = mock.tasks()[0]?.taskId
    expect((await apikley(['complete', 'zsh', '--', 'wait', ''])).stdout).toBe(
      `${taskId}:order 17, accepted\n`,
    )
    expect((await apikley(['complete', 'bash', '--', 'apikley settle '])).stdout).toBe("'order 17'\n")
  })

  it('splits a line as a shell does', () => {
    expect(splitLine('apikley  run')).toEqual(['apikley', 'run'])
    expect(splitLine('apikley run ')).toEqual(['apikley', 'run', ''])
    expect(splitLine(`a prompt='b  c' "d e"f g\\ h`)).toEqual(['a', 'prompt=b  c', 'd ef', 'g h'])
  })

  it('works in bash, and evaluates nothing of what is being written', async () => {
    const { mock, folder } = await setUp()
    const bin = await installProgram(folder)
    const lines = [
      'apikley run kling/v2-1-master-text-to-video duration=',
      'apikley cred',
      'apikley run "$(touch evil)" `touch evil`; touch evil ',
    ]
    const script = `source <(apikley completion bash); source <(apikley completion bash)
      for COMP_LINE in "$@"; do COMP_POINT=\${#COMP_LINE}; _apikley; echo "\${COMPREPLY[*]}"; done; ls`
    const env = { ...environment(folder, mock.url), PATH: `${bin}:${process.env['PATH']}` }
    const bash = spawn('bash', ['--norc', '-c', script, 'bash', ...lines], { cwd: folder, env })
    const [stdout, stderr] = await Promise.all([text(bash.stdout), text(bash.stderr)])
    expect(stderr).toBe('')
    expect(stdout.split('\n').slice(0, 2)).toEqual(['5 10', 'credits'])
    expect(stdout).not.toContain('evil')
  })
})
