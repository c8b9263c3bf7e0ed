import { once } from 'node:events'
import http from 'node:http'
import { Worker } from 'node:worker_threads'
import createClient from 'openapi-fetch'
import { nodeSend } from '../../packages/client/src/http/send/node-send.ts'
import { canUseNodeHttp } from '../../packages/client/src/http/send/node-http.ts'
import { sendWithin } from '../../packages/client/src/http/send/send-within.ts'
import { createApi } from '../../packages/client/src/http/openapi-fetch.ts'
import { getTask } from '../../packages/client/src/tasks/get-task.ts'
import { systemClock } from '../../packages/client/src/clock/clock.ts'
import { createApikley } from '../../packages/client/src/index.ts'
const server = new Worker(new URL('./answering-server.ts', import.meta.url))
const [port] = (await once(server, 'message')) as [number]
const baseUrl = `http://127.0.0.1:${port}`
const id = '0123456789abcdef0123456789abcdef'
const url = `${baseUrl}/api/v1/jobs/recordInfo?taskId=${id}`
async function time(f: () => Promise<unknown>) {
  let left = 2000
  const s = process.threadCpuUsage()
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      while (left-- > 0) await f()
    }),
  )
  const u = process.threadCpuUsage(s)
  return (u.user + u.system) / 1000
}
const raw = async () => (await fetch(url, { headers: { authorization: 'x' } })).json()
const agent = new http.Agent({ keepAlive: true, timeout: 5000 })
const node = () =>
  new Promise((resolve, reject) => {
    const r = http.request(url, {
      headers: { authorization: 'x', accept: '*/*', 'accept-encoding': 'gzip, br', 'user-agent': 'node' },
      agent,
    })
    r.on('error', reject)
    r.on('response', (res) => {
      const d = new TextDecoder()
      let t = ''
      res.on('data', (p) => {
        t += d.decode(p, { stream: true })
      })
      res.on('end', () => resolve(JSON.parse(t + d.decode())))
    })
    r.end()
  })
const req: any = { url, method: 'GET', headers: { authorization: 'x' } }
const send = async () => JSON.parse((await nodeSend(req, { maxBytes: 1e7 })).text)
const chosen = async () => {
  canUseNodeHttp()
  return send()
}
const within = async () => {
  canUseNodeHttp()
  return JSON.parse(
    (await sendWithin(nodeSend, req, { clock: systemClock, timeoutMs: 60000, maxBytes: 1e7 })).text,
  )
}
const api = createApi(baseUrl, 'x')
const mySend: any = (a: any, b: any) => {
  canUseNodeHttp()
  return nodeSend(a, b)
}
const viaApi = async () =>
  JSON.parse(
    (
      await api(
        { method: 'GET', path: '/api/v1/jobs/recordInfo' } as any,
        { params: { query: { taskId: id } } } as any,
        (w) => sendWithin(mySend, w, { clock: systemClock, timeoutMs: 60000, maxBytes: 1e7 }),
      )
    ).text,
  )
const ctx: any = {
  api,
  clock: systemClock,
  events: { emit() {} },
  redact: (x: any) => x,
  send: mySend,
  maxAnswerBytes: 1e7,
  timeoutMs: 60000,
  closed: () => undefined,
}
const get = () => getTask(ctx, id, undefined)
const wide = { requests: 1e6, perMs: 1_000 }
const apikley = createApikley({
  apiKey: 'fake-key-for-benchmarks',
  baseUrl,
  limits: { create: wide, recordInfo: wide },
})
const all = () => apikley.tasks.get(id)
const openapi = createClient<any>({ baseUrl, headers: { authorization: 'x' } })
const oa = () => (openapi as any).GET('/api/v1/jobs/recordInfo', { params: { query: { taskId: id } } })
let fs = { raw, node, send, chosen, within, viaApi, get, all, oa } as any
if (process.argv[2] === 'profile') {
  for (let i = 0; i < 15; i++) await time(all)
  process.exit()
}
if (process.argv[2]) fs = { raw, all, oa }
const t: any = {}
for (let i = 0; i < 19; i++)
  for (const n in fs) {
    const v = await time(fs[n])
    if (i > 3) (t[n] ??= []).push(v / 2)
  }
const min: any = {}
for (const n in fs) {
  const s = t[n].toSorted((a: number, b: number) => a - b)
  min[n] = s[1]
  console.log(
    n,
    'us: min',
    s[0].toFixed(1),
    s[1].toFixed(1),
    'median',
    s[7].toFixed(1),
    'x raw',
    (s[1] / min.raw).toFixed(3),
    (s[7] / t.raw.toSorted((a: number, b: number) => a - b)[7]).toFixed(3),
  )
}
process.exit()
