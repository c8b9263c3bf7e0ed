import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { createApikley } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { progressBar } from '../src/batch/progress-bar.ts'
import { runCommandLine } from '../src/command-line.ts'
import { progressInWords } from '../src/task/progress.ts'
import { printable } from '../src/terminal/printable.ts'
import { createPrinter } from '../src/terminal/printer.ts'
import { table } from '../src/terminal/table.ts'
import { fit, widthOf } from '../src/terminal/width.ts'
import { ago, clockTime, readSpan, shellWord } from '../src/terminal/words.ts'
import { environment, kling, setUp, terminal } from './set-up.ts'

describe('words', () => {
  it('tell times', () => {
    expect([0, 42_000, 60_000, 3_723_000].map(clockTime)).toEqual(['0:00', '0:42', '1:00', '1:02:03'])
    expect([1_000, 300_000, 10_800_000, 1e9].map(ago)).toEqual([
      '1 s ago',
      '5 min ago',
      '3 h ago',
      '12 d ago',
    ])
    expect(['90', '90s', '1.5m', '2h', '7d', '500ms', 'soon', '5 m'].map(readSpan)).toEqual([
      90_000,
      90_000,
      90_000,
      7_200_000,
      604_800_000,
      500,
      undefined,
      undefined,
    ])
  })

  it('are quoted for a shell', () => {
    expect(['order-17', 'заказ 17', "it's"].map(shellWord)).toEqual(['order-17', "'заказ 17'", `'it'\\''s'`])
  })
})

describe('foreign text', () => {
  it('does not control the terminal', () => {
    expect(printable('\u001B[31mred\u0007\u202Eback\r\ttab\nline')).toBe(
      String.raw`\u{1b}[31mred\u{7}\u{202e}back\u{d}\u{9}tab` + '\nline',
    )
  })

  it('is cut by columns, not in the middle of a character', () => {
    expect(fit('short', 10)).toBe('short')
    expect(fit('a lighthouse', 6)).toBe('a lig…')
    expect(fit('灯台と夕暮れ', 6)).toBe('灯台…')
    expect(widthOf(fit('👩‍👩‍👧 family', 5))).toBeLessThanOrEqual(5)
  })
})

describe('a table', () => {
  const columns = [{ title: 'KEY' }, { title: 'MODEL', leaveOut: 1 }, { title: 'CREDITS', right: true }]
  const rows = [[{ text: 'order-17' }, { text: 'a/very/long/model/id' }, { text: '160' }]]

  it('leaves out what is least needed where the window is narrow', () => {
    const plain = (width: number): string[] =>
      table(terminal(width), columns, rows).map(stripVTControlCharacters)
    expect(plain(80)).toEqual([
      'KEY       MODEL                 CREDITS',
      'order-17  a/very/long/model/id      160',
    ])
    expect(plain(20)).toEqual(['KEY       CREDITS', 'order-17      160'])
    for (const line of plain(12)) expect(line.length).toBeLessThanOrEqual(12)
  })

  it('leaves out nothing in a pipe', () => {
    expect(table(new PassThrough(), columns, rows)[1]).toContain('a/very/long/model/id')
  })
})

describe('progress', () => {
  const apikley = createApikley({
    baseUrl: 'https://api.apikley.ru',
    durations: { [kling]: { medianMs: 100_000, seen: 12 } },
  })
  const task = { state: 'generating', model: kling, createdAt: 0 }

  it('tells state, age, expected rest, and how many had ended', () => {
    expect(progressInWords(apikley, task, 0)).toBe(
      'generating · 0:00 old · about 1:40 left · 0 % of 12 earlier ones had ended by now',
    )
    expect(progressInWords(apikley, task, 100_000)).toMatch(
      /^generating · 1:40 old · about 0:38 left · 50 % of 12/,
    )
    expect(progressInWords(apikley, { ...task, model: 'maker/image' }, 4_000)).toMatch(
      /about 0:04 left · 9 % end by now, as a guess/,
    )
  })

  it('of a batch is one bar', () => {
    const done = { status: 'saved', isEarlier: false }
    const bar = progressBar(
      {
        total: 4,
        begunAt: 0,
        outcomes: [done, { ...done, status: 'failed' }] as never,
        states: new Map([['a', 'generating']]),
        pause: undefined,
      },
      60_000,
    )
    expect(bar).toBe('[████████░░░░░░░░] 2 of 4 · 1 failed · 1 generating · 1:00, about 1:00 left')
  })

  it('stands in one line that fits into the window, and is gone when something is said', () => {
    const stderr = terminal(20)
    const printer = createPrinter({
      stdin: new PassThrough(),
      stdout: new PassThrough(),
      stderr,
      env: {},
      cwd: '/',
    })
    printer.status.show(() => 'generating · 0:42 old · about 1:25 left')
    printer.note('accepted')
    printer.status.end()
    const line = 'generating · 0:42 …'
    expect(widthOf(line)).toBe(19)
    expect(String(stderr.read())).toBe(
      `\u001B[1G\u001B[2K${line}\u001B[1G\u001B[2Kaccepted\n\u001B[1G\u001B[2K${line}\u001B[1G\u001B[2K`,
    )
  })
})

describe('a question about money', () => {
  /** Runs an order in a terminal, where the question about its cost is answered. */
  async function asked(words: readonly string[], answer: string) {
    const { mock, folder } = await setUp()
    const [stdin, stderr, stdout] = [terminal(80), terminal(80), new PassThrough()]
    let said = ''
    stderr.on('data', (bytes: Buffer) => {
      const wasAsked = said.includes('Spend it')
      said += bytes.toString()
      if (!wasAsked && said.includes('Spend it')) setImmediate(() => stdin.write(answer))
    })
    const io = { stdin, stdout, stderr, env: environment(folder, mock.url), cwd: folder }
    const code = await runCommandLine(['run', kling, 'prompt=dusk', ...words], io)
    return { code, said, charged: mock.bill().length }
  }

  it.each([
    ['y', 0, 1],
    ['n', 6, 0],
    ['\u0003', 130, 0],
  ])('answered by %j ends with %d', async (answer, code, charged) => {
    const ran = await asked(['--max-credits', '159'], answer)
    expect(ran).toMatchObject({ code, charged })
    expect(ran.said).toMatch(/160 credits \(the twin API's price.*the limit is 159 credits\.\n/)
  })

  it('is asked where the price is not known, and not where it is an ordinary one', async () => {
    const unknown = await asked(['duration=10'], 'y')
    expect(unknown).toMatchObject({ code: 0, charged: 1 })
    expect(unknown.said).toContain('Expected cost: unknown, and the limit is 200 credits.')
    for (const words of [[], ['duration=10', '--yes']]) {
      const { said, ...ran } = await asked(words, 'n')
      expect(ran).toEqual({ code: 0, charged: 1 })
      expect(said).toMatch(/expected cost (160|unknown)/)
      expect(said).not.toContain('Spend it')
    }
  })
})
