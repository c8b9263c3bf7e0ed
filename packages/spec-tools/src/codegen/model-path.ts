import { componentName, fingerprint } from '@apikley/pages/document'

/** What every file system takes as a name, and what cannot leave the folder it is written to. */
const plain = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/
/** Names that Windows keeps for devices, whatever follows a dot, and one that Node.js keeps for packages. */
const kept = /^(?:(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|node_modules)$/i
/** A model `a.d` would be the declarations of a model `a`, and a folder `a.ts` the module of it. */
const extension = /\.(?:d|[cm]?[jt]sx?|json)$/i

/**
 * Where a model's module and schema lie, without extension: what follows `@apikley/types/models/`. It is the id itself
 * if that makes a path on every file system. Else it is one name: the id's letters and digits, then its fingerprint, as in
 * `2.1/video@hd` → `2-1-video-hd-5d41402a`. So is that of an id whose name belongs to another: the two may differ in case
 * only, and macOS and Windows would make one file of them.
 * @param name The model's name: its own (`componentName`), or a second one.
 */
export function modelPath(id: string, name = componentName(id)): string {
  if (name === componentName(id) && isPath(id)) return id
  const words = id.replaceAll(/[^A-Za-z0-9_]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return `${words.slice(0, 80).replace(/-+$/, '') || 'model'}-${fingerprint(id)}`
}

function isPath(id: string): boolean {
  const parts = id.split('/')
  return (
    id.length <= 150 &&
    parts.every((part) => part.length <= 100 && plain.test(part) && !kept.test(part) && !extension.test(part))
  )
}
