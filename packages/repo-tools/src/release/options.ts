import { parseArgs } from 'node:util'

/** What the release command was asked for; without anything it plans, packs, judges and prints. */
export interface ReleaseOptions {
  publish: boolean
  prepare: boolean
  provenance: boolean
  tags: boolean
  registry?: string
}

export const usage = `Packs every public package whose version is not on the registry yet, judges the tarballs and prints the plan.
The tarballs, an SBOM and release notes for each, and releases.json, which lists them in order, lie in .release.

  --prepare          refuse what --publish would refuse, for another job to publish what lies in .release
  --publish          publish exactly those tarballs, then tag the versions
  --provenance       publish with a provenance statement (only where CI can prove who it is)
  --registry <url>   the registry to ask and to publish on; default: pnpm's own
  --no-tags          leave git alone`

export function readOptions(args: readonly string[]): ReleaseOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      prepare: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      provenance: { type: 'boolean', default: false },
      tags: { type: 'boolean', default: true },
      registry: { type: 'string' },
    },
  })
  const { registry, ...switches } = values
  return { ...switches, ...(registry !== undefined && { registry }) }
}
