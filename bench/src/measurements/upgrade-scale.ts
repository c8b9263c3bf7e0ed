import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Measurement } from '../results.ts'
import { median, round } from '../statistics.ts'
import { run } from '../upgrade/programs.ts'
import { Repository } from '../upgrade/repository.ts'

const pages =
  'Pages of invented models of three kinds, in every published form but flattened text, beside the project’s own'
const rounds = 3

/** From pages to types and to a plan, each step in processes of its own. */
export function upgradeScale(): Measurement[] {
  const sizes = [1, 10, 100, 200, 1000].map((count) => ({ count, ...timeSteps(count) }))
  const of200 = sizes.find(({ count }) => count === 200)
  if (!of200) throw new Error('200 pages were not measured.')
  const others = timeOthers(200)
  const growth = (title: string, what: string, pick: (steps: Steps) => number): Measurement => ({
    title: `${title}, by the number of pages`,
    unit: 'ms',
    method: `${pages}. ${what}; whole processes, median of ${rounds}.`,
    goals: [],
    rows: sizes
      .filter(({ count }) => count !== 200)
      .map((each) => ({
        name: `${each.count} ${each.count === 1 ? 'page' : 'pages'}`,
        value: round(pick(each), 0),
      })),
  })
  return [
    {
      title: '200 pages: imported, bundled, generated',
      unit: 'ms',
      method:
        `${pages}; from cold: each step in a fresh process, median of ${rounds}. The others start from the bundle that ` +
        'the import has made: redocly reads it and writes it, openapi-typescript makes types of it, without values, ' +
        'schemas or files for single models.',
      goals: [{ of: 'all of it', limit: 'at most', value: 6000 }],
      rows: [
        { name: 'all of it', value: round(of200.import + of200.generate, 0) },
        { name: 'spec import', value: round(of200.import, 0) },
        { name: 'spec-tools types', value: round(of200.generate, 0) },
        { name: 'redocly bundle', value: round(others.bundle, 0) },
        { name: 'openapi-typescript', value: round(others.types, 0) },
      ],
    },
    {
      title: 'One changed page among 200: planned',
      unit: 'ms',
      method:
        'One value of an enum is gone. The plan reads the page and all others, makes the bundle and the types, judges by ' +
        `rules and by the compiler, and writes nothing; a fresh process, median of ${rounds}. redocly diff is given the two ` +
        'bundles ready-made, and judges by rules alone.',
      goals: [{ of: 'spec plan', limit: 'at most', value: 2000 }],
      rows: [
        { name: 'spec plan', value: round(of200.plan, 0) },
        { name: 'redocly diff', value: round(others.diff, 0) },
      ],
    },
    growth('Import and bundle', 'All pages at once into a repository without them', (steps) => steps.import),
    growth('Generate', 'Types, model values and schemas of all models', (steps) => steps.generate),
    growth('Plan', 'One of the pages has changed', (steps) => steps.plan),
  ]
}

interface Steps {
  import: number
  generate: number
  plan: number
}

function timeSteps(count: number): Steps {
  const times = Array.from({ length: rounds }, () => {
    const repository = new Repository()
    try {
      const taken = { import: repository.import(count), generate: repository.generate() }
      repository.release()
      return { ...taken, plan: repository.planOne() }
    } finally {
      repository.remove()
    }
  })
  return {
    import: median(times.map((each) => each.import)),
    generate: median(times.map((each) => each.generate)),
    plan: median(times.map((each) => each.plan)),
  }
}

function timeOthers(count: number): { bundle: number; types: number; diff: number } {
  const repository = new Repository()
  try {
    repository.import(count)
    const [before, after] = repository.bothBundles()
    const out = (name: string) => path.join(repository.root, name)
    // Without this, every verdict of `redocly diff` is patch or minor.
    writeFileSync(out('diff.yaml'), 'extends: [diff-recommended]\n')
    const diff = [
      'diff',
      before,
      after,
      '--config',
      out('diff.yaml'),
      '--format',
      'json',
      '--fail-on',
      'none',
    ]
    const timed = (take: () => { ms: number }) => median(Array.from({ length: rounds }, () => take().ms))
    return {
      bundle: timed(() =>
        run('redocly', ['bundle', before, '--output', out('bundled.json')], repository.root),
      ),
      types: timed(() => run('openapiTypescript', [before, '--output', out('types.ts')], repository.root)),
      diff: timed(() => run('redocly', diff, repository.root)),
    }
  } finally {
    repository.remove()
  }
}
