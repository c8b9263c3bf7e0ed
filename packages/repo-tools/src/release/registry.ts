import { run } from './run.ts'

/** What pnpm answers when asked where it would publish. */
export interface RegistryAnswer {
  registry: string
  /** A registry set for our scope alone; it would win over the general one. */
  scoped?: string
}

const scope = '@apikley'

/**
 * pnpm 12 takes the registry from `pnpm_config_registry` and does not look at `npm_config_registry`:
 * what npm would use says nothing about where pnpm publishes.
 */
export function registryEnvironment(registry: string | undefined, provenance: boolean): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...(registry !== undefined && { pnpm_config_registry: registry }),
    ...(provenance && { pnpm_config_provenance: 'true' }),
  }
}

/** Asks pnpm itself, in the folder and environment in which it will publish. */
export function askRegistry(cwd: string, env: NodeJS.ProcessEnv): RegistryAnswer {
  const ask = (key: string): string => run('pnpm', ['config', 'get', key], { cwd, env }).trim()
  const scoped = ask(`${scope}:registry`)
  return { registry: ask('registry'), ...(scoped !== '' && scoped !== 'undefined' && { scoped }) }
}

/** Why publishing would go somewhere else than it was told to, or undefined if it would not. */
export function registryProblem(named: string | undefined, answer: RegistryAnswer): string | undefined {
  const wanted = named ?? answer.registry
  const used = answer.scoped ?? answer.registry
  if (sameRegistry(wanted, used)) return undefined
  const setting = answer.scoped === undefined ? 'registry' : `${scope}:registry`
  return `pnpm would publish on ${used} (its setting \`${setting}\`), not on ${wanted}: nothing was published`
}

function sameRegistry(one: string, other: string): boolean {
  return withoutLastSlash(one) === withoutLastSlash(other)
}

function withoutLastSlash(url: string): string {
  return new URL(url).href.replace(/\/$/, '')
}
