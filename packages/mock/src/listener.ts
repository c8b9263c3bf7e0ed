import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { enter, type GateSettings } from './access/gate.ts'
import { isAdminPath } from './access/paths.ts'
import { answerAdmin } from './admin/answer.ts'
import type { Administered } from './admin/routes.ts'
import { answerRequest } from './answer-request.ts'
import type { ApiSettings } from './api/answer.ts'
import type { Contract } from './contract/contract.ts'
import { plainReply, writeReply } from './http/reply.ts'
import { shownPath, targetOf } from './http/target.ts'
import type { PageSettings } from './page/page-state.ts'
import { isForPage, servePage } from './page/serve.ts'

/** All that requests reach. */
export interface Served {
  contract: Contract
  administered: Administered
  gate: GateSettings
  api: ApiSettings
  page: PageSettings
}

/** Answers every request of a server: whoever may come in is sent to the API, the admin API or the page. */
export function createListener(served: Served): RequestListener {
  const { world } = served.administered
  let requests = world.lastRequestId
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const passage = enter(served.gate, request)
    if ('refused' in passage) {
      const address = `${request.method} ${shownPath(request)}`
      world.log({ type: 'refused', what: 'request', address, problem: passage.refused })
      return writeReply(request, response, plainReply(403, passage.refused))
    }
    if (isForPage(request)) return servePage(world, served.page, request, response)
    if (isAdminPath(targetOf(request)?.pathname ?? ''))
      return answerAdmin(served.administered, request, response)
    const asked = { request, requestId: ++requests, page: passage.page }
    return answerRequest(served.contract, world, served.api, asked, response)
  }
  return (request, response) => {
    // Nobody else listens, and an error that nobody listens to would end the process: here, a user's tests.
    response.on('error', (error) => world.log({ type: 'defect', error }))
    answer(request, response).catch((error: unknown) => {
      world.log({ type: 'defect', error })
      response.destroy()
    })
  }
}
