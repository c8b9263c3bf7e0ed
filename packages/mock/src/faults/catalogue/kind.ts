import type { FaultName, FaultOf, FaultOptions } from '../fault.ts'
import type { Rule } from '../rules.ts'

/** The name by which a fault's `operation` means the files that the mock serves. */
export const download = 'download'

/** What the mock knows of one kind of fault. */
export interface KindOfFault {
  /** What the caller sees, in one line; the README's table has it. */
  summary: string
  /** The operations that it can apply to: `api` is every operation of the document. */
  appliesTo: 'api' | 'anything' | readonly string[]
  /** The operations that it applies to when its `operation` is not given, if those are fewer. */
  byDefault?: 'api' | readonly string[]
  fields: Readonly<Record<string, Rule>>
}

type OwnField<Kind extends FaultName> = Kind extends FaultName
  ? Exclude<keyof FaultOf<Kind>, keyof FaultOptions | 'kind'>
  : never

/** The kinds of one family, with a rule for each field that the type has. */
export type Family<Kind extends FaultName> = {
  [Name in Kind]: KindOfFault & { fields: { [Field in OwnField<Name>]: Rule } }
}
