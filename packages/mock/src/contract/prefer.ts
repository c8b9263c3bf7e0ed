/** What a `Prefer` header asks for: one named example, the answer of one HTTP status, or one made from the schema. */
export interface Preference {
  exampleKey?: string
  code?: number
  dynamic?: boolean
}

/** Reads `Prefer: example=…`, `code=…`, `dynamic=true`, one or several; undefined when it asks for none of them. */
export function readPreference(header: string | undefined): Preference | undefined {
  const preference: Preference = {}
  for (const item of (header ?? '').split(/[,;]/)) {
    const [, name, value] = /^\s*([a-z]+)\s*=\s*"?([^"]*?)"?\s*$/i.exec(item) ?? []
    if (value === undefined) continue
    if (name === 'example') preference.exampleKey = value
    if (name === 'code' && /^\d{3}$/.test(value)) preference.code = Number(value)
    if (name === 'dynamic') preference.dynamic = value === 'true'
  }
  return Object.keys(preference).length > 0 ? preference : undefined
}
