import { fromJsonSchema, type JsonSchemaType, McpServer } from '@modelcontextprotocol/server'
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import { once } from 'node:events'
import type { Io } from '../terminal/io.ts'
import type { Content } from './fit.ts'
import type { Call, Tool } from './tool.ts'

export interface EngineSettings {
  readonly io: Io
  readonly version: string
  /** What agents are told of the server as a whole. */
  readonly instructions: string
  readonly tools: readonly Tool[]
  /** What is wrong with arguments, before a tool is called. */
  readonly check: (tool: Tool, given: unknown) => string | undefined
  readonly call: (tool: Tool, given: unknown, call: Call) => Promise<Content>
  readonly onError: (error: Error) => void
}

/** Serves tools over stdin and stdout, to clients of this revision of the protocol and of earlier ones, until stdin ends. */
export async function serveTools({ io, onError, ...settings }: EngineSettings): Promise<void> {
  const { stdin, stdout } = io
  const over = new AbortController()
  const ended = once(stdin, 'close', { signal: over.signal }).catch(() => {})
  const end = (): void => over.abort()
  stdin.once('end', end)
  const stopListening = io.onInterrupt?.(end)
  // Nobody reads the answers any more.
  stdout.once('error', end)
  const handle = serveStdio(() => createServer(settings), {
    transport: new StdioServerTransport(stdin, stdout),
    onerror: onError,
  })
  await ended
  await handle.close()
  stopListening?.()
}

function createServer(settings: Omit<EngineSettings, 'io' | 'onError'>): McpServer {
  const { version, instructions, tools, check, call } = settings
  const server = new McpServer({ name: 'apikley', version }, { capabilities: { tools: {} }, instructions })
  for (const tool of tools) {
    const { name, title, description, schema, shown = schema, hints } = tool
    // Types of our schemas may be wider than those of the engine.
    const advertised: JsonSchemaType = Object(shown)
    const inputSchema = fromJsonSchema(advertised, {
      // One checker for what is shown to agents and what is sent: it names what a misspelt field was meant to be.
      getValidator: () => (given) => {
        const errorMessage = check(tool, given)
        return errorMessage === undefined
          ? { valid: true, data: given as never, errorMessage }
          : { valid: false, data: undefined, errorMessage }
      },
    })
    server.registerTool(
      name,
      { title, description, inputSchema, annotations: hints },
      async (given, { mcpReq: { signal, _meta, notify } }) => {
        const progressToken = _meta?.progressToken
        const answer = await call(tool, given, {
          signal,
          progress: (progress, total, message) => {
            if (progressToken === undefined || signal.aborted) return
            const params = { progressToken, progress, total, message }
            // A client that has gone hears of no progress.
            notify({ method: 'notifications/progress', params }).catch(() => {})
          },
        })
        return { ...answer, content: [...answer.content] }
      },
    )
  }
  return server
}
