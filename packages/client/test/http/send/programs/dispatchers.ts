// What a program does to the connections of fetch.
import { certificate, privateKey } from '../localhost.ts'

interface Dispatcher {
  dispatch(...given: unknown[]): boolean
}
type AgentOf = new (options: object) => Dispatcher

const symbol = Symbol.for('undici.globalDispatcher.1')
const newer = Symbol.for('undici.globalDispatcher.2')

/** As undici's setGlobalDispatcher does it. */
function setDispatcher(given: unknown): void {
  Reflect.set(globalThis, symbol, given)
  if (Reflect.has(globalThis, newer)) Reflect.set(globalThis, newer, given)
}

/** What Node set for its fetch, once that was used. */
async function ownDispatcher(): Promise<Dispatcher> {
  await fetch('http://localhost:1/').catch(() => {})
  return Reflect.get(globalThis, Reflect.has(globalThis, newer) ? newer : symbol) as Dispatcher
}

async function agent(connect: object): Promise<Dispatcher> {
  const Agent = (await ownDispatcher()).constructor as AgentOf
  return new Agent({ connect })
}

/** By the names that the tests use. */
export const kinds: Record<string, () => Promise<void> | void> = {
  plain: () => {},
  'fetch used before': async () => void (await ownDispatcher()),
  'own ca': async () => setDispatcher(await agent({ ca: certificate })),
  'own certificate': async () =>
    setDispatcher(await agent({ ca: certificate, cert: certificate, key: privateKey })),
  'another dispatcher': async () => {
    const inner = await ownDispatcher()
    class Other implements Dispatcher {
      dispatch(...given: unknown[]): boolean {
        return inner.dispatch(...given)
      }
    }
    setDispatcher(new Other())
  },
  composed: async () => {
    const inner = await ownDispatcher()
    const dispatch = inner.dispatch.bind(inner)
    setDispatcher(
      new Proxy(inner, { get: (of, name) => (name === 'dispatch' ? dispatch : Reflect.get(of, name)) }),
    )
  },
  'another factory': async () => {
    const Agent = (await ownDispatcher()).constructor as AgentOf
    setDispatcher(new Agent({ factory: () => ownDispatcher() }))
  },
  'patched fetch': () => {
    const { fetch } = globalThis
    globalThis.fetch = (...given) => fetch(...given)
  },
  'fetch patched by Next.js': () => {
    globalThis.fetch = Object.assign(() => Promise.resolve(new Response('from its cache')), {
      __nextPatched: true,
    })
  },
  page: () => void Object.assign(globalThis, { document: {} }),
}
