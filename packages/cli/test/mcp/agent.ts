import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { onTestFinished } from 'vitest'
import { main } from '../build.ts'
import { apiKey } from '../set-up.ts'

/** Both generations of the official client; the second one speaks this revision of the protocol, the first one earlier ones. */
export const generations = ['first', 'second'] as const
export type Generation = (typeof generations)[number]

export interface AgentOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly options?: readonly string[]
  readonly generation?: Generation
  readonly nodeOptions?: readonly string[]
}

/** What a tool has answered. */
export interface Answered {
  readonly text: string
  readonly isError: boolean
  // oxlint-disable-next-line typescript/no-explicit-any -- Tests look into it as programs of any language do.
  readonly data: Record<string, any>
  readonly links: readonly { readonly uri: string; readonly name: string; readonly mimeType?: string }[]
}

export interface Agent {
  readonly call: (tool: string, given?: object, onprogress?: (progress: unknown) => void) => Promise<Answered>
  readonly client: Client | FirstClient
  readonly pid: number
  readonly stderr: () => string
  readonly close: () => Promise<void>
}

interface RawAnswer {
  readonly content: readonly { readonly type: string; readonly text: string }[]
  readonly structuredContent?: Record<string, unknown>
  readonly isError?: boolean
}

/** Connects a client to `apikley mcp` in a process of its own. */
export async function startAgent(given: AgentOptions): Promise<Agent> {
  const { cwd, env, options = [], generation = 'second', nodeOptions = [] } = given
  const parameters = {
    command: process.execPath,
    args: ['--conditions=@apikley/source', ...nodeOptions, main, 'mcp', '--save-dir', '.', ...options],
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stderr: 'pipe' as const,
  }
  const about = { name: 'agent-of-tests', version: '1.0.0' }
  const isFirst = generation === 'first'
  const transport = isFirst ? new FirstTransport(parameters) : new StdioClientTransport(parameters)
  let stderr = ''
  transport.stderr?.on('data', (part: Buffer) => (stderr += part.toString()))
  const client = isFirst
    ? new FirstClient(about)
    : new Client(about, { versionNegotiation: { mode: { pin: '2026-07-28' } } })
  await client.connect(transport)
  onTestFinished(() => client.close())
  return {
    client,
    pid: transport.pid ?? 0,
    stderr: () => stderr,
    close: () => client.close(),
    call: async (name, args = {}, onprogress) => {
      const request = { name, arguments: args as Record<string, unknown> }
      const how = onprogress && { onprogress }
      const answer = (await (client instanceof FirstClient
        ? client.callTool(request, undefined, how)
        : client.callTool(request, how))) as RawAnswer
      return check(answer)
    },
  }
}

/** What holds for every answer: it is short, has no bytes of media in it, and never the key. */
function check(answer: RawAnswer): Answered {
  const whole = JSON.stringify(answer)
  if (whole.length > 15_000) throw new Error(`An answer of ${whole.length} characters`)
  if (whole.includes(apiKey)) throw new Error('The API key is in an answer')
  const kinds = answer.content.map(({ type }) => type)
  if (kinds.some((kind) => kind !== 'text' && kind !== 'resource_link'))
    throw new Error(`It has ${kinds.join()}`)
  return {
    text: answer.content[0]?.text ?? '',
    isError: answer.isError ?? false,
    data: answer.structuredContent ?? {},
    links: answer.content.filter(({ type }) => type === 'resource_link') as never,
  }
}
