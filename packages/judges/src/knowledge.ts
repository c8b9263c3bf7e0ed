import type { Finding, Subject } from './finding.ts'
import type { Rule } from './table.ts'

/** What is known of an API, and stands in none of its documents. All of it may be left out. */
export interface Knowledge<Mark extends string = never> {
  /** Further rules, for what the functions below find. */
  readonly rules?: readonly Rule<Mark>[]
  /** Set where a field of request bodies names one of several forms, each of which is told by that name. */
  readonly models?: {
    /** `model`: the field, at the top of a body, whose constant values are the names. */
    readonly field: string
    /** The names of examples in answers that come and go with a form. Default: none. */
    readonly exampleNames?: (model: string) => readonly string[]
  }
  /** What is to be told of a field beside what the table says. */
  readonly ofField?: (change: FieldChange) => readonly Finding[]
  /** The rules by which a new operation is told beside `operation-added`. */
  readonly ofNewOperation?: (operation: OperationFacts) => readonly string[]
  /** The rule by which a finding is told, its own or another one; `undefined` leaves it out. */
  readonly ruleFor?: (
    finding: Finding,
    subject: Subject,
    operation?: Versions<OperationFacts>,
  ) => string | undefined
}

export interface Versions<T> {
  readonly before: T
  readonly after: T
}

/** What the table says of one field. */
export interface FieldChange {
  readonly name: string
  /** About the field itself, and not about what is inside of it. */
  readonly findings: readonly Finding[]
  /** What may stand there; absent where the field comes or goes. */
  readonly fields?: Versions<FieldFacts>
}

export interface FieldFacts {
  /** The values that are listed, but null. */
  readonly values: readonly unknown[] | undefined
  readonly default: unknown
  /** In words: `integer, minimum 1`. */
  readonly text: string
}

export interface OperationFacts {
  /** `POST /lamps` */
  readonly name: string
  /** Every field of a request, `.lamp.colour`. */
  readonly sends: readonly string[]
  /** Every field of the answers 2xx. */
  readonly receives: readonly string[]
  readonly hasCallbacks: boolean
  readonly hasModels: boolean
}
