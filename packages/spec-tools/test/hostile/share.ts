import { dice } from '../../../pages/test/recovery/dice.ts'

/** The same in every run; `FUZZ_SEED=7` looks for more. */
export const firstSeed = Number(process.env['FUZZ_SEED'] ?? 20_261_130)

/** A part of what there is to try, another one with each seed; all of it with `FUZZ=all`. */
export function partOf<Case>(cases: readonly Case[], share: number): readonly Case[] {
  if (process.env['FUZZ'] === 'all') return cases
  return dice(firstSeed)
    .shuffle(cases)
    .slice(0, Math.ceil(cases.length * share))
}
