import path from 'node:path'
import { baselineProblems } from './baseline.ts'
import { changesets } from './changesets.ts'
import type { Changesets } from './changesets.ts'
import { judgeRelease } from './judge-release.ts'
import type { ReleaseOptions } from './options.ts'
import { describeReleases } from './describe.ts'
import { describePlan, planProblems, releasesOf } from './plan.ts'
import { askRegistry, registryEnvironment, registryProblem } from './registry.ts'

/**
 * Plan → pack → judge → describe → print, and with `publish` also publish → tag. A version that is on the registry is never in the
 * plan, so after a failure in the middle the same command is simply run again.
 * @returns whether everything was in order.
 */
export async function release(root: string, options: ReleaseOptions): Promise<boolean> {
  const env = registryEnvironment(options.registry, options.provenance)
  const answer = askRegistry(root, env)
  const mismatch = registryProblem(options.registry, answer)
  if (mismatch !== undefined) throw new Error(mismatch)

  const folder = path.join(root, '.release')
  const engine = changesets(root, env)
  const releases = releasesOf(engine.pack(folder))
  const problems = new Map<string, string[]>()
  for (const { name, tarball } of releases) {
    const found =
      tarball === undefined ? ['was not packed'] : await judgeRelease(path.join(folder, tarball), options)
    if (found.length > 0) problems.set(name, found)
  }
  console.log(describePlan(releases, problems, answer.registry))

  const inEarnest = options.publish || options.prepare
  const refusals = inEarnest ? [...planProblems(releases), ...baselineProblems(root, releases)] : []
  for (const refusal of refusals) console.error(refusal)
  if (problems.size > 0 || refusals.length > 0) {
    console.error('Nothing was published.')
    return false
  }
  await describeReleases(folder, releases)
  if (!options.publish) {
    console.log('Nothing was published: this was the plan. Add --publish to carry it out.')
    return true
  }
  if (releases.length > 0) publish(engine, folder, answer.registry)
  if (options.tags) engine.tag()
  return true
}

function publish(engine: Changesets, folder: string, registry: string): void {
  try {
    engine.publish(folder)
  } catch (cause) {
    const again = `Run the same command again: what ${registry} has by now is left out.`
    throw new Error(`Publishing stopped; the registry's reason stands above. ${again}`, { cause })
  }
}
