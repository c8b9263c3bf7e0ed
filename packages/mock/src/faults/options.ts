import { operationNames } from '../contract/operation-names.ts'
import { download } from './catalogue/kind.ts'
import type { FaultOptions } from './fault.ts'
import type { Rule } from './rules.ts'

/** What a fault can be restricted to. */
export const operations: readonly string[] = [...operationNames, download]

/** The fields that every kind of fault has, with an example of each. */
export const optionRules: Readonly<Record<keyof FaultOptions, { rule: Rule; example: string | number }>> = {
  operation: {
    rule: {
      enum: operations,
      description: 'strikes only requests for this operation; `download` means result files and uploads',
    },
    example: 'createTask',
  },
  probability: {
    rule: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 1,
      description: 'how likely it strikes, drawn from the seed',
    },
    example: 0.2,
  },
  times: {
    rule: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      description: 'ends after striking so often; without it, it goes on (`maintenance`: strikes once)',
    },
    example: 1,
  },
  skip: {
    rule: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      default: 0,
      description: 'lets so many requests pass first',
    },
    example: 3,
  },
  afterMs: {
    rule: {
      type: 'integer',
      minimum: 0,
      maximum: 31_536_000_000,
      default: 0,
      description: "begins so many milliseconds later, by the mock's clock",
    },
    example: 1_000,
  },
}
