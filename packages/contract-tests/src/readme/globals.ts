/** What the pieces of code in the packages' READMEs use without declaring it, as a declaration file. */
export const readmeGlobals = `import type * as client from '@apikley/client'
import type * as node from '@apikley/client/node'
import type { Mock } from '@apikley/mock'
import type * as model from '@apikley/types/models/kling/v2-1-master-text-to-video'
declare global {
  const createApikley: typeof client.createApikley
  const uncheckedModel: typeof client.uncheckedModel
  const klingV21MasterTextToVideo: typeof model.klingV21MasterTextToVideo
  const apikley: client.Apikley<typeof model.klingV21MasterTextToVideo>
  const mock: Mock
  const prompt: string
  const order: string
  const taskId: string
  const url: string
  const port: number
  const hono: {
    post(path: string, serve: (context: { req: { raw: Request } }) => Response | Promise<Response>): unknown
  }
  const express: { post(path: string, serve: node.NodeHandler): unknown }
  function remember(id: string): Promise<void>
  function topUp(): Promise<void>
  function myLedger(store: string): client.Ledger
  function askSomebody(key: string, model: string, sentAt: Date): Promise<string | undefined>
  function store(name: string, parts: Uint8Array[], contentType: string | undefined): Promise<void>
}
`
