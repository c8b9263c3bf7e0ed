import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleProgram } from './bundle.ts'

/** A worker that runs in workerd. */
export interface Worker {
  dispatchFetch(url: string, init?: RequestInit): Promise<Response>
  dispose(): Promise<void>
}

// The part of miniflare that is used here; it is no dependency of the workspace.
interface Miniflare {
  Miniflare: new (options: {
    modules: true
    script: string
    compatibilityDate: string
    compatibilityFlags: string[]
  }) => Worker
}

/** What a worker is started as. */
export interface WorkerOptions {
  /** The folder in which miniflare is installed. */
  readonly engine: string
  readonly date: string
  readonly flags: string[]
}

/** Bundles a program of a consumer's project, without a module of Node, and starts it in workerd. */
export async function startWorker(
  consumer: string,
  program: string,
  { engine, date, flags }: WorkerOptions,
): Promise<Worker> {
  const script = await bundleProgram(consumer, program, ['workerd', 'worker', 'browser'])
  const entry = createRequire(path.join(engine, 'package.json')).resolve('miniflare')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- installed outside the workspace, without types here
  const { Miniflare } = (await import(pathToFileURL(entry).href)) as Miniflare
  return new Miniflare({ modules: true, script, compatibilityDate: date, compatibilityFlags: flags })
}
