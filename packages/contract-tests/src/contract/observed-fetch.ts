/** One request as it left the client, and the answer as it came. */
export interface Exchange {
  /** The body as a value: parsed JSON, or the fields of a form. `undefined` if there is none. */
  sent: unknown
  violations: string | null
}

/** Changes made on the way, to play a client that leaves something out or does not read something. */
export interface Tampering {
  request?: (body: Record<string, unknown>) => Record<string, unknown>
  answer?: (body: Record<string, unknown>) => Record<string, unknown>
}

/** A `fetch` that asks for one documented answer, and notes what passes. */
export function observedFetch(status: number, example: string | undefined, tampering: Tampering = {}) {
  const exchanges: Exchange[] = []
  const prefer = `code=${status}${example === undefined ? '' : `, example=${example}`}`

  const observed: typeof fetch = async (input, init) => {
    let request = new Request(input, init)
    let sent = await bodyOf(request.clone())
    if (tampering.request) {
      sent = tampering.request(sent as Record<string, unknown>)
      request = new Request(request, { method: 'POST', body: JSON.stringify(sent) })
    }
    request.headers.set('prefer', prefer)
    const response = await fetch(request)
    exchanges.push({ sent, violations: response.headers.get('sl-violations') })
    if (!tampering.answer) return response
    const body = tampering.answer((await response.json()) as Record<string, unknown>)
    return new Response(JSON.stringify(body), { status: response.status, headers: response.headers })
  }
  return { fetch: observed, exchanges }
}

/** Stands for the bytes of a file in a form. */
export const bytes = '(bytes)'

async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('application/json')) return request.json()
  if (!type.startsWith('multipart/form-data')) return undefined
  const fields = [...(await request.formData())]
  return Object.fromEntries(fields.map(([name, value]) => [name, typeof value === 'string' ? value : bytes]))
}
