import { type Bump, bumps, highest } from '@apikley/judges'
import type { Judge, PackageBump, PlannedChange } from './plan.ts'

/** Which packages' contents differ from the last release, the stamp apart. */
export interface Differing {
  readonly types: boolean
  readonly mock: boolean
}

/**
 * What is released. A package whose generated files stay as they are is not, whatever a judge says. `@apikley/types` and
 * `@apikley/client` are one contract and rise together.
 *
 * The mock rises by a minor version at most: what it promises is its own interface (`startMock`, the command, scenario
 * files), and to refuse what the API refuses is what it is there for. Whoever is surprised by that is told so by the
 * types and the client, which rise by as much as the change deserves.
 */
export function packageBumps(
  changes: readonly PlannedChange[],
  differing: Differing,
): readonly PackageBump[] {
  const asked = highest(changes.map(({ level }) => level))
  const level = asked === 'none' ? 'patch' : asked
  const reason = reasonFor(changes, asked)
  const judges = judgesFor(changes, asked)
  const same: Omit<PackageBump, 'package'> = {
    bump: 'none',
    judges: [],
    reason: 'Nothing that it holds differs from the last release.',
  }
  const types = differing.types ? { bump: level, judges, reason } : same
  return [
    { package: '@apikley/types', ...types },
    {
      package: '@apikley/client',
      ...types,
      ...(differing.types && { reason: 'It rises together with @apikley/types.' }),
    },
    {
      package: '@apikley/mock',
      ...(differing.mock
        ? {
            bump: atMost('minor', level),
            judges,
            reason:
              level === 'major'
                ? 'It answers by the new document, and its own interface stays: minor at most.'
                : reason,
          }
        : same),
    },
  ]
}

function reasonFor(changes: readonly PlannedChange[], asked: Bump): string {
  const [first, ...others] = changes.filter(({ level }) => level === asked)
  if (asked === 'none' || !first) return 'What it holds differs, and no judge sees a change: its text only.'
  return others.length === 0 ? first.text : `${first.text} And ${others.length} more.`
}

function judgesFor(changes: readonly PlannedChange[], asked: Bump): readonly Judge[] {
  const known: readonly Judge[] = ['rules', 'types']
  const asking = changes.filter(({ level }) => level === asked && level !== 'none')
  return known.filter((judge) => asking.some(({ judges }) => judges.includes(judge)))
}

function atMost(limit: Bump, level: Bump): Bump {
  return bumps[Math.min(bumps.indexOf(limit), bumps.indexOf(level))] ?? limit
}
