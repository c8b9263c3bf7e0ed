/** One package that goes to the registry: its version is not there yet. */
export interface Release {
  name: string
  version: string
  /** The packed file, relative to the release folder; known once it is packed. */
  tarball?: string
}

interface PlannedRelease {
  kind: 'publish' | 'tag-only'
  name: string
  version: string
  tarball?: { path: string }
}

/** The part of changesets' plan file that is read here: groups in order, a group after those it depends on. */
export interface PlanFile {
  version: number
  plan: readonly (readonly PlannedRelease[])[]
}

/** What to publish, a dependency always before its dependants. */
export function releasesOf(file: PlanFile): Release[] {
  if (file.version !== 1) {
    throw new Error(
      `The publish plan of changesets has format ${file.version}, expected 1: adapt release/plan.ts`,
    )
  }
  return file.plan
    .flat()
    .filter((planned) => planned.kind === 'publish')
    .map(({ name, version, tarball }) => ({ name, version, ...(tarball && { tarball: tarball.path }) }))
}

/** Why a plan must not be carried out, whatever its tarballs look like. */
export function planProblems(releases: readonly Release[]): string[] {
  return releases
    .filter(({ version }) => version === '0.0.0')
    .map(({ name }) => `${name}: version 0.0.0 was never released; run \`pnpm run version\` first`)
}

/** The plan for people: one line a package, with what is wrong with its tarball beneath. */
export function describePlan(
  releases: readonly Release[],
  problems: ReadonlyMap<string, readonly string[]>,
  registry: string,
): string {
  if (releases.length === 0) return `Nothing to publish: every public version is on ${registry} already.`
  const lines = releases.flatMap(({ name, version, tarball }) => [
    `  ${name}@${version}  ${tarball ?? '(not packed)'}`,
    ...(problems.get(name) ?? []).map((problem) => `    ✗ ${problem}`),
  ])
  return [`To publish on ${registry}, in this order:`, ...lines].join('\n')
}
