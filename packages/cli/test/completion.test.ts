import { spawn, spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Shell } from '../src/completion/shells.ts'
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
    expect(await complete('credits', '--output=nd')).toEqual(['--output=ndjson'])
    expect(await complete('run', kling, '--max-credits', '')).toEqual([''])
    expect(await complete('completion', 'z')).toEqual(['zsh'])
    expect(await complete('batch', '')).toEqual([':files'])
    expect(await complete('run', kling, '--save', '')).toEqual([':files'])
    expect(await complete('')).not.toContain('complete')
  })

  it('knows the options of the mock, and what they may be', async () => {
    expect(await complete('mock', '--po')).toEqual([
      '--port:port to listen on; 0 takes a free one (default: 4010)',
    ])
    expect(await complete('mock', '--errors', '')).toEqual(['envelope', 'http'])
    expect(await complete('mock', '--reach=lo')).toEqual(['--reach=loopback'])
    expect(await complete('mock', '--tls', '--scenario', '')).toEqual([':files'])
    expect(await complete('mock', '--port', '')).toEqual([''])
    expect((await complete('mock', '')).map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining(['--port', '--later-fields', '--version']),
    )
    expect(await complete('mock', '--max-cr')).toEqual([''])
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
})

/** The words of command lines after the Tab key, as the shell has them. */
async function completedIn(shell: Shell, lines: readonly string[]): Promise<string[]> {
  const { mock, folder } = await setUp()
  const bin = await installProgram(folder)
  const env = { ...environment(folder, mock.url), PATH: `${bin}:${process.env['PATH']}`, TERM: 'dumb' }
  const [flags, script] = programs[shell]
  const child = spawn(shell, [...flags, '-c', script, ...(shell === 'fish' ? [] : [shell]), ...lines], {
    cwd: folder,
    env,
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect([stderr, await readdir(folder)]).toEqual(['', expect.not.arrayContaining(['evil'])])
  return stdout.replace(/\n+$/, '').split('\n')
}

const programs: Readonly<Record<Shell, readonly [flags: readonly string[], script: string]>> = {
  bash: [
    ['--norc'],
    `source <(apikley completion bash); source <(apikley completion bash)
    for COMP_LINE in "$@"; do COMP_POINT=\${#COMP_LINE}; _apikley; echo "\${COMPREPLY[*]}"; done`,
  ],
  // In a terminal of its own, whose line is printed when it is completed.
  zsh: [
    ['-f'],
    `zmodload zsh/zpty; zpty shell zsh -f -i
    zpty -w shell 'PS1= PS2=; autoload -Uz compinit; compinit -u -D; bindkey "^I" complete-word'
    zpty -w shell 'source <(apikley completion zsh); source <(apikley completion zsh)'
    zpty -w shell 'show() { zle -I; print -r -- "<<$BUFFER>>"; BUFFER=; }; zle -N show; bindkey "^X" show'
    zpty -w shell 'print -r -- re""ady'; zpty -r -m shell out '*ready*'
    for line in "$@"; do
      zpty -w -n shell "$line"$'\\t\\x18'; zpty -r -m shell out '*<<*>>*'; print -r -- "\${\${out##*<<}%%>>*}"
    done
    zpty -d shell`,
  ],
  fish: [
    ['--no-config'],
    `apikley completion fish | source; apikley completion fish | source
    for line in $argv; string join ' ' (complete -C $line | string replace -r '\\t.*' ''); end`,
  ],
}

/** Neither is part of the systems on which the tests run everywhere. */
const isThere = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0

describe('in a shell', () => {
  const run = 'apikley run kling/v2-1-master-text-to-video'
  const evil = 'apikley run "$(touch evil)" `touch evil` '

  it('bash completes words, and evaluates nothing of what is being written', async () => {
    const lines = [`${run} duration=`, 'apikley cred', 'apikley mock --errors ', evil]
    expect(await completedIn('bash', lines)).toEqual(['5 10', 'credits', 'envelope http'])
  })

  it('zsh does', async ({ skip }) => {
    skip(!isThere('zsh'), 'there is no zsh here')
    const lines = [
      'apikley cred',
      `${run} prompt='a b' dur`,
      `${run} aspect_ratio=16`,
      'apikley mock --reach=l',
    ]
    expect(await completedIn('zsh', [...lines, evil])).toEqual([
      'apikley credits ',
      `${run} prompt='a b' duration=`,
      `${run} aspect_ratio=16:9 `,
      'apikley mock --reach=loopback ',
      evil,
    ])
  })

  it('fish does', async ({ skip }) => {
    skip(!isThere('fish'), 'there is no fish here')
    const lines = [
      'apikley cred',
      `${run} prompt='a b' dur`,
      `${run} duration=`,
      'apikley mock --errors ',
      evil,
    ]
    expect(await completedIn('fish', lines)).toEqual([
      'credits',
      'duration=',
      'duration=5 duration=10',
      'envelope http',
    ])
  })
})
