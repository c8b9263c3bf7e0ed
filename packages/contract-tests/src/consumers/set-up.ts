import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { installProject } from './project.ts'
import { readmeExample } from './readme-example.ts'
import { rehearse } from './rehearsal.ts'
import { startRegistry } from './verdaccio.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The local registry on which all public packages are published. */
    registry: string
    /** The copy of the repository from which they were released. */
    releaseFolder: string
    /** Name → version of what was published. */
    versions: Readonly<Record<string, string>>
    /** The folder of a project that has installed them from there. */
    consumer: string
  }
}

/** Before all consumer tests, once: bump, publish, install. What they need to know goes through `inject`. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const open: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    await Promise.all(open.splice(0).map((end) => end()))
  }
  try {
    const registry = await startRegistry()
    open.push(() => registry.close())
    const rehearsal = await rehearse()
    open.push(() => rm(rehearsal.folder, { recursive: true, force: true }))
    await rehearsal.release(registry.url)
    const others = ['@apikley/mock', '@apikley/cli', '@types/node@24', '@opentelemetry/api@1', 'aws4fetch@1']
    const packages = [...readmeExample().packages, ...others]
    const consumer = await installProject(registry.url, packages)
    open.push(() => rm(consumer, { recursive: true, force: true }))
    project.provide('registry', registry.url)
    project.provide('releaseFolder', rehearsal.folder)
    project.provide('versions', rehearsal.versions)
    project.provide('consumer', consumer)
    return close
  } catch (error) {
    await close()
    throw error
  }
}
