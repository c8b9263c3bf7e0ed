import { parseArgs } from 'node:util'

export const usage = `Usage:
  demo "<prompt>" [options]     generate a video and save it
  demo resume <taskId>          wait for a task that exists already, and save its video

Options:
  --live                        use the real API with APIKLEY_API_KEY; this spends credits
  --url <url>                   use an API that runs elsewhere, such as one started by apikley-mock
  --duration <5|10>             seconds (default: 5)
  --ratio <16:9|9:16|1:1>       aspect ratio (default: 16:9)
  --out <file>                  where the video goes (default: named after the prompt and the task)
  --help                        print this`

/** What the command line asks for. Values are checked by the client, which knows the limits of the model. */
export interface DemoArguments {
  help: boolean
  live: boolean
  url: string | undefined
  out: string | undefined
  taskId: string | undefined
  prompt: string
  duration: string
  ratio: string
}

export class UsageError extends Error {}

export function readArguments(args: string[]): DemoArguments {
  const { values, positionals } = parse(args)
  const resume = positionals[0] === 'resume'
  const [first, second] = resume ? [undefined, positionals[1]] : [positionals[0], undefined]
  if (positionals.length > (resume ? 2 : 1))
    throw new UsageError('Put the prompt in quotes: it is one argument.')
  if (resume && !second) throw new UsageError('Say which task to resume: demo resume <taskId>')
  if (values.live && values.url) throw new UsageError('Choose one of --live and --url.')
  if (!first && !second && !values.help) throw new UsageError('Say what the video shows, in quotes.')
  return {
    help: values.help,
    live: values.live,
    url: values.url,
    out: values.out,
    taskId: second,
    prompt: first ?? '',
    duration: values.duration,
    ratio: values.ratio,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        live: { type: 'boolean', default: false },
        url: { type: 'string' },
        duration: { type: 'string', default: '5' },
        ratio: { type: 'string', default: '16:9' },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
