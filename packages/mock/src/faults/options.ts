import { operations } from './catalogue/operations.ts'
import type { FaultOptions } from './fault.ts'
import type { Rule } from './rules.ts'

/** The fields that every kind of fault has. */
export const optionRules: Readonly<Record<keyof FaultOptions, Rule>> = {
  operation: {
    enum: operations,
    description: 'strikes only requests for this operation; `download` means result files and uploads',
  },
  probability: {
    type: 'number',
    minimum: 0,
    maximum: 1,
    default: 1,
    description: 'how likely it strikes, drawn from the seed',
  },
  times: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description: 'ends after striking so often; without it, it goes on (`maintenance`: strikes once)',
  },
  skip: {
    type: 'integer',
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    description: 'lets so many requests pass first',
  },
  afterMs: {
    type: 'integer',
    minimum: 0,
    maximum: 31_536_000_000,
    default: 0,
    description: "begins so many milliseconds later, by the mock's clock",
  },
}
