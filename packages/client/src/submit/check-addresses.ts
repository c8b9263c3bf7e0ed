import type { SchemaNode } from '@apikley/types/api'
import { unreachableFromElsewhere } from '../address/private-address.ts'
import type { Problem } from '../schema/problem.ts'
import { isPlainObject, show } from '../schema/values.ts'

/** Fields that hold addresses, where no schema says so: `image_url`, `imageUrls`, `url`. */
const addressName = /(?:^|[^A-Za-z])[Uu]r[il]s?\s*$|U(?:r[il]|R[IL])s?\s*$/

/** A text that is an address and nothing else. */
const address = /^\s*(?:https?:\/\/|file:\/\/|blob:)\S+\s*$/i

/**
 * The addresses in an input that the API cannot reach, since they lead to this machine or its network: all texts that are
 * an address, and paths in fields that hold addresses. `input` is a copy of JSON.
 */
export function unreachableInputs(schema: SchemaNode | undefined, input: unknown, path: string): Problem[] {
  return look(schema ? partsOf(schema) : [], input, path, false)
}

function look(nodes: SchemaNode[], value: unknown, path: string, isNamed: boolean): Problem[] {
  if (typeof value === 'string') {
    const isAddress =
      isNamed || nodes.some(({ format = '' }) => /^(uri|url|iri)/.test(format)) || address.test(value)
    const fault = isAddress ? unreachableFromElsewhere(value) : undefined
    return fault === undefined
      ? []
      : [
          {
            path,
            message: `${fault}, where the API cannot reach it (see files.upload and allowPrivateAddresses), received ${show(value)}`,
          },
        ]
  }
  if (Array.isArray(value)) {
    const items = nodes.flatMap((node) => (node.items ? partsOf(node.items) : []))
    return value.flatMap((item, index) => look(items, item, `${path}[${index}]`, isNamed))
  }
  if (!isPlainObject(value)) return []
  return Object.entries(value).flatMap(([name, field]) => {
    const fields = nodes.flatMap(({ properties = {} }) =>
      Object.hasOwn(properties, name) ? partsOf(properties[name]!) : [],
    )
    return look(fields, field, `${path}.${name}`, addressName.test(name))
  })
}

/** A schema and the forms that it is composed of. */
function partsOf(schema: SchemaNode): SchemaNode[] {
  const { anyOf = [], oneOf = [], allOf = [] } = schema
  return [schema, ...[...anyOf, ...oneOf, ...allOf].flatMap(partsOf)]
}
