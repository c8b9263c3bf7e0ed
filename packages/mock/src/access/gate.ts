import type { IncomingMessage } from 'node:http'
import { targetOf } from '../http/target.ts'
import { refuseAdmin } from './admin.ts'
import { hostOf, isOwnHost } from './host.ts'
import { mockHeader } from './mock-header.ts'
import { foreignPage, type ForeignPage } from './page-origin.ts'
import { isAdminPath } from './paths.ts'

/** Who may call a mock. */
export interface GateSettings {
  /** The address that it listens on. */
  host: string
  /** Further names by which it may be called. */
  allowHosts: readonly string[]
  /** The origins whose pages may call the API. */
  cors: readonly string[]
}

/** Why a request is refused; or, where a page of another origin may send it, that origin. */
export type Access = { refused: string } | { page: string | undefined }

/**
 * Decides who may call the mock, before anything else: no website that happens to be open in a browser on this
 * machine, and none that has pointed a name of its own here. What a program says of itself is believed.
 */
export function checkAccess(settings: GateSettings, request: IncomingMessage): Access {
  const { headers, socket } = request
  const host = hostOf(request)
  const names = { own: settings.host, allowed: settings.allowHosts }
  if (host === undefined || !isOwnHost(host, names, socket.localAddress))
    return {
      refused: `The Host header must name the mock: localhost, 127.0.0.1, [::1], or a name that it was started with (--allow-host, allowHosts).`,
    }
  const mark = headers[mockHeader]
  if (mark === 'callback' || mark === 'upload')
    return {
      refused: `This is a mock's own request (${mark}), and a mock asks neither itself nor another one.`,
    }

  const page = foreignPage(headers, host)
  const pathname = targetOf(request)?.pathname ?? ''
  if (isAdminPath(pathname)) {
    const refused = page
      ? `${nameOf(page)} may not see or change the mock. No option allows it.`
      : refuseAdmin(request, pathname)
    return refused === undefined ? { page: undefined } : { refused }
  }
  if (!page || opensPage(request, pathname)) return { page: undefined }
  const { origin } = page
  if (origin !== undefined && settings.cors.includes(origin)) return { page: origin }
  const example = origin === undefined || origin === 'null' ? 'http://localhost:5173' : origin
  return {
    refused: `${nameOf(page)} may not call the mock. If the page is yours, start the mock with --cors ${example} (cors: ['${example}']).`,
  }
}

function nameOf({ origin }: ForeignPage): string {
  return origin === undefined ? 'A page of another origin' : `A page of the origin ${origin}`
}

// A link to the mock's page, followed in a tab of its own, shows nothing to the page that has it.
function opensPage({ method = '', headers }: IncomingMessage, pathname: string): boolean {
  const opened = headers['sec-fetch-dest'] ?? 'document'
  return pathname === '/' && ['GET', 'HEAD'].includes(method) && opened === 'document'
}
