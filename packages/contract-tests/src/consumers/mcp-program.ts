import { createInterface } from 'node:readline'
import { startProgram } from './program.ts'
import type { ProgramOptions } from './program.ts'

/** A program with tools, spoken to by the Model Context Protocol over its standard input and output. */
export interface McpProgram extends AsyncDisposable {
  /** Runs one of its tools and returns what it answers, which has to be JSON. Rejects when the tool says that it failed. */
  run(tool: string, args: object): Promise<Record<string, unknown>>
}

interface ToolResult {
  content: readonly { text: string }[]
  isError?: boolean
}

interface Message {
  id?: number
  result?: unknown
  error?: unknown
}

/** Starts a program and greets it: one JSON-RPC message a line (modelcontextprotocol.io, transport "stdio"). */
export async function startMcpProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<McpProgram> {
  const child = startProgram(command, args, { ...options, stdin: 'pipe' })
  const { stdin, stdout, stderr } = child
  if (!stdin || !stdout) throw new Error('The program was started without pipes')
  const waiting = new Map<number, (message: Message) => void>()
  let requests = 0
  let complaints = ''
  let ended = false
  stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  createInterface(stdout).on('line', (line) => {
    const message: Message = JSON.parse(line)
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })
  const end = new Promise<void>((resolve) => {
    const finish = (): void => {
      ended = true
      for (const answer of waiting.values()) answer({ error: `the program has ended:\n${complaints}` })
      resolve()
    }
    child.once('close', finish).once('error', finish)
  })
  // What is written to a program that has ended is reported by its end.
  stdin.on('error', () => {})

  const send = (message: object): void =>
    void stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const request = async (method: string, params: object): Promise<unknown> => {
    if (ended) throw new Error(`The program has ended:\n${complaints}`)
    const id = ++requests
    send({ id, method, params })
    const { result, error } = await new Promise<Message>((resolve) => waiting.set(id, resolve))
    waiting.delete(id)
    if (error !== undefined)
      throw new Error(`${method} failed: ${typeof error === 'string' ? error : JSON.stringify(error)}`)
    return result
  }
  const close = (): Promise<void> => {
    child.kill()
    return end
  }
  try {
    await request('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'compatibility-test', version: '0.0.0' },
    })
  } catch (error) {
    await close()
    throw error
  }
  send({ method: 'notifications/initialized' })
  return {
    async run(tool, given) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the protocol's answer to this method
      const { content, isError } = (await request('tools/call', {
        name: tool,
        arguments: given,
      })) as ToolResult
      const text = content.map((part) => part.text).join('\n')
      if (isError) throw new Error(`${tool} failed: ${text}`)
      return JSON.parse(text)
    },
    [Symbol.asyncDispose]: close,
  }
}
