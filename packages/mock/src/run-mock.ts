import manifest from '../package.json' with { type: 'json' }
import { allFlags, readArguments, type Command } from './cli/arguments.ts'
import { help } from './cli/help.ts'
import { keepCertificate } from './cli/keep-certificate.ts'
import { jsonLine, logLine } from './cli/log-line.ts'
import type { MockModel } from './options.ts'

/** An option that `runMock` takes. */
export interface MockFlag {
  /** `--port` */
  readonly name: string
  /** What follows it, in a word: `file`; nothing where it stands alone. */
  readonly value: string | undefined
  /** What may follow it, where that is one of a few words. */
  readonly words: readonly string[]
  /** What it does, in a line. */
  readonly description: string
}

/** The options that `runMock` takes, for programs that complete words. */
export const mockFlags: readonly MockFlag[] = Object.entries(allFlags).map(
  ([name, { value, words = [], help: lines }]) => ({
    name: `--${name}`,
    value,
    words,
    description: lines.split('\n')[0] ?? '',
  }),
)

/**
 * Runs the mock by a command line, in this process and on its streams: starts it, or says why not. It stops at Ctrl-C.
 * `program`: what the user has called. `models`: models of the user's own.
 */
export async function runMock(
  words: readonly string[],
  program = 'apikley-mock',
  models: readonly MockModel[] = [],
): Promise<void> {
  const command = readArguments(words)
  if (command.kind === 'help') process.stdout.write(help.replace('apikley-mock', program))
  else if (command.kind === 'version') console.log(manifest.version)
  else if (command.kind === 'start') await serve(command, program, models)
  else {
    console.error(`${program}: ${command.problem}\nSee ${program} --help.`)
    process.exitCode = 2
  }
}

async function serve(
  { options, quiet, json }: Extract<Command, { kind: 'start' }>,
  program: string,
  models: readonly MockModel[],
): Promise<void> {
  const line = json ? jsonLine : logLine
  try {
    // Loaded here, so that --help and a wrong argument answer at once.
    const { startMock } = await import('./start-mock.ts')
    const mock = await startMock({
      ...options,
      models,
      ...(!quiet && { log: (event) => console.log(line(event)) }),
    })
    const { url, certificate } = mock
    const file = certificate === undefined ? undefined : keepCertificate(certificate)
    const trust = file && { certificate: file.path }
    if (json) console.log(JSON.stringify({ type: 'listening', url, version: manifest.version, ...trust }))
    else console.log(quiet ? url : greeting(url, options.apiKey !== undefined, file?.path, models.length))
    const stop = () => {
      file?.remove()
      void mock.close()
    }
    // Stopping is the ordinary end of a server, so it exits with 0; a second signal ends it at once.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  } catch (error) {
    console.error(`${program}: ${error instanceof Error ? error.message : String(error)}`)
    // A wrong scenario is a wrong argument.
    process.exitCode = error instanceof Error && error.name === 'ScenarioError' ? 2 : 1
  }
}

function greeting(url: string, keyed: boolean, certificate: string | undefined, models: number): string {
  const own = models === 0 ? '' : `Takes ${models} ${models === 1 ? 'model' : 'models'} of your own besides. `
  const trust = certificate === undefined ? '' : `NODE_EXTRA_CA_CERTS=${certificate} `
  return `Apikley mock ${manifest.version} is listening on ${url}

  ${trust}APIKLEY_BASE_URL=${url} APIKLEY_API_KEY=${keyed ? '<the key of --api-key>' : 'anything'} node your-program.js

${own}Nothing is billed. Ctrl-C stops it.
`
}
