type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A value as block YAML; texts are quoted as in JSON, which YAML reads the same. */
export function writeYaml(value: Json): string {
  return `${lines(value).join('\n')}\n`
}

function lines(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => entryLines('-', item))
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)]
  return Object.entries(value).flatMap(([key, item]: [string, Json]) =>
    entryLines(`${JSON.stringify(key)}:`, item),
  )
}

function entryLines(head: string, value: Json): string[] {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  if (typeof value !== 'object' || value === null || isEmpty) return [`${head} ${JSON.stringify(value)}`]
  return [head, ...lines(value).map((line) => `  ${line}`)]
}
