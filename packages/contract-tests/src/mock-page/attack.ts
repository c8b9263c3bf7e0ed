/// <reference lib="dom" />

/** What a page tries its luck with. */
export interface Targets {
  /** How the page calls the mock. */
  base: string
  /** Files of the mock whose addresses the page has got hold of. */
  files: readonly string[]
}

/**
 * Everything that a page can do to a server of another origin, all at once; answers every word that came back from it.
 * Runs in the page, so it uses nothing from outside.
 */
export async function attack({ base, files }: Targets): Promise<string[]> {
  const seen: string[] = []
  const see = (what: string, value: unknown) => void seen.push(`${what}: ${String(value)}`)
  const within = (work: Promise<unknown>) =>
    Promise.race([work, new Promise((resolve) => setTimeout(resolve, 1500))])
  const create = JSON.stringify({
    model: 'kling/v2-1-master-text-to-video',
    input: { prompt: 'the work of a foreign page' },
  })
  const admin = ['state', 'page/state', 'events', 'faults', 'requests/1'].map((path) => `/_mock/${path}`)
  const reads = [...admin, '/', '/api/v1/chat/credit', ...files]
  const writes: (readonly [string, string])[] = [
    ['/_mock/reset', '{}'],
    ['/_mock/advance', '{"ms":60000}'],
    ['/_mock/credits', '{"credits":1000}'],
    ['/_mock/faults', '{"fault":{"kind":"lostResponse"}}'],
    ['/api/v1/jobs/createTask', create],
    ['/file-upload/api/file-base64-upload', '{"base64Data":"eA==","uploadPath":"p","fileName":"kept.txt"}'],
  ]
  const own = { 'x-apikley-mock': 'admin' }
  const key = { authorization: 'Bearer anything' }

  const fetches = async () => {
    const tries: [string, RequestInit][] = []
    for (const path of reads)
      for (const headers of [{}, own, key]) {
        tries.push([path, { headers }], [path, { headers, mode: 'no-cors' }])
      }
    for (const [path, body] of writes)
      for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded', '']) {
        const headers = type === '' ? { ...own, ...key } : { 'content-type': type, ...key }
        tries.push([path, { method: 'POST', body, headers }])
        tries.push([
          path,
          { method: 'POST', body: new Blob([body], { type }), mode: 'no-cors', keepalive: true },
        ])
      }
    tries.push(['/_mock/faults', { method: 'DELETE', headers: own }])
    const one = async ([path, init]: [string, RequestInit]) => {
      await fetch(base + path, { ...init, signal: AbortSignal.timeout(1500) })
        .then(async (response) => response.type === 'opaque' || see(`fetch ${path}`, await response.text()))
        .catch(() => {})
    }
    // As many at once as a browser has connections.
    while (tries.length > 0) await Promise.all(tries.splice(0, 5).map(one))
  }

  const forms = async () => {
    for (const [path, body] of writes)
      for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const frame = Object.assign(document.createElement('iframe'), { name: `frame-${Math.random()}` })
        const form = document.createElement('form')
        Object.assign(form, { action: base + path, method: 'post', enctype, target: frame.name })
        // With text/plain, name and value make the body: {"…":"=…"}.
        const field = document.createElement('input')
        Object.assign(field, {
          name: enctype === 'text/plain' ? `${body.slice(0, -1)},"a":"` : 'body',
          value: '"}',
        })
        form.append(field)
        document.body.append(frame, form)
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
        form.submit()
        await within(loaded)
        // Null when it is of another origin.
        if (frame.contentDocument) see(`form ${path}`, frame.contentDocument.body.textContent)
      }
  }

  const embeds = async () => {
    const one = async (tag: string, attribute: string, path: string) => {
      const element = document.createElement(tag)
      if (tag === 'link') element.setAttribute('rel', 'stylesheet')
      if (tag === 'video' || tag === 'audio') element.setAttribute('preload', 'metadata')
      const url = base + path
      const loaded = new Promise<void>((resolve) => {
        for (const event of ['load', 'loadedmetadata'])
          element.addEventListener(event, () => {
            // A frame is loaded also when it shows that it was refused.
            if (tag !== 'iframe' && tag !== 'object' && tag !== 'embed') see(`${tag} ${path}`, 'was loaded')
            resolve()
          })
        element.addEventListener('error', () => resolve())
      })
      element.setAttribute(attribute, url)
      document.body.append(element)
      await within(loaded)
      if (element instanceof HTMLImageElement && element.naturalWidth > 0)
        see(`img ${path}`, element.naturalWidth)
      if (element instanceof HTMLIFrameElement && element.contentDocument)
        see(`iframe ${path}`, element.contentDocument.documentElement.textContent)
      element.remove()
    }
    for (const path of reads) {
      await Promise.all(
        ['img', 'script', 'iframe', 'video', 'audio', 'embed']
          .map((tag) => one(tag, 'src', path))
          .concat(one('link', 'href', path), one('object', 'data', path)),
      )
    }
    for (const [path] of writes) await one('img', 'src', path)
  }

  const streams = async () => {
    for (const path of ['/_mock/events', '/_mock/state']) {
      const source = new EventSource(base + path)
      const told = new Promise<void>((resolve) => {
        source.addEventListener('open', () => see(`EventSource ${path}`, 'is open'))
        source.addEventListener('error', () => resolve())
      })
      await within(told)
      source.close()
      const socket = new WebSocket(`${base.replace('http', 'ws')}${path}`)
      const closed = new Promise<void>((resolve) => {
        socket.addEventListener('open', () => see(`WebSocket ${path}`, 'is open'))
        socket.addEventListener('close', () => resolve())
      })
      await within(closed)
    }
  }

  for (const [path, body] of writes)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      navigator.sendBeacon(base + path, new Blob([body], { type }))
  await fetches()
  await forms()
  await embeds()
  await streams()
  return seen
}
