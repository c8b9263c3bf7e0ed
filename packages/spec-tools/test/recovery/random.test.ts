import { expect, test } from 'vitest'
import { contractOf } from '../../src/bundle/contract.ts'
import { writeYaml } from '../../src/engines/js-yaml.ts'
import { sameJson } from '../../src/json.ts'
import { recover } from '../../src/recovery/recover.ts'
import { SpecError } from '../../src/spec-error.ts'
import { flatten } from './flatten.ts'
import { randomPage } from './random-page.ts'

const seeds = Array.from({ length: 24 }, (_, index) => index + 1)

/** What becomes of a page that lost its indentation. */
function outcome(seed: number): 'right' | 'wrong' | 'refused' {
  const document = randomPage(seed)
  try {
    const recovered = recover(`page-${seed}`, flatten(writeYaml(document)))
    return sameJson(contractOf(recovered.document), contractOf(document)) ? 'right' : 'wrong'
  } catch (error) {
    if (error instanceof SpecError) return 'refused'
    throw error
  }
}

test(
  'of pages at random none is recovered wrongly, and nine of ten are recovered',
  { timeout: 60_000 },
  () => {
    const outcomes = seeds.map((seed) => ({ seed, is: outcome(seed) }))
    expect(outcomes.filter(({ is }) => is === 'wrong')).toEqual([])
    expect(outcomes.filter(({ is }) => is === 'right').length).toBeGreaterThanOrEqual(seeds.length * 0.9)
  },
)
