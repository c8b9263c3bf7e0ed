import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { checkAccess, type GateSettings } from './access/gate.ts'
import { isAdminPath } from './access/paths.ts'
import { answerAdmin } from './admin/answer.ts'
import type { Admin } from './admin/routes.ts'
import { answerRequest, type RequestContext } from './answer-request.ts'
import type { ApiSettings } from './api/answer.ts'
import type { Contract } from './contract/contract.ts'
import { plainReply, writeReply } from './http/reply.ts'
import { shownPath, targetOf } from './http/target.ts'
import type { PageSettings } from './page/page-state.ts'
import { isForPage, servePage, type PageContext } from './page/serve.ts'

/** All that requests reach. */
export interface Served {
  runtime: RequestContext & PageContext & { lastRequestId: number }
  contract: Contract
  admin: Admin
  gate: GateSettings
  api: ApiSettings
  page: PageSettings
}

/** Answers every request of a server: whoever may come in is sent to the API, the admin API or the page. */
export function createListener(served: Served): RequestListener {
  const { runtime } = served
  let requests = runtime.lastRequestId
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const access = checkAccess(served.gate, request)
    if ('refused' in access) {
      const address = `${request.method} ${shownPath(request)}`
      runtime.emit({ type: 'refused', what: 'request', address, problem: access.refused })
      return writeReply(request, response, plainReply(403, access.refused))
    }
    if (isForPage(request)) return servePage(runtime, served.page, request, response)
    if (isAdminPath(targetOf(request)?.pathname ?? '')) return answerAdmin(served.admin, request, response)
    const admitted = { request, requestId: ++requests, page: access.page }
    return answerRequest(served.contract, runtime, served.api, admitted, response)
  }
  return (request, response) => {
    // Nobody else listens, and an error that nobody listens to would end the process: here, a user's tests.
    response.on('error', (error) => runtime.emit({ type: 'defect', error }))
    answer(request, response).catch((error: unknown) => {
      runtime.emit({ type: 'defect', error })
      response.destroy()
    })
  }
}
