import { isObject, type Json, type JsonObject, parseJson, SpecError, textAt } from '@apikley/pages/document'

/** What a plan compares with: the bundle that the last release was made of. */
export const releasedFile = 'specs/released.json'

/** On one line: it changes with every release, as a whole, and nobody reads it in a diff. */
export function releasedText(bundle: JsonObject): string {
  return `${JSON.stringify(bundle)}\n`
}

/** @throws SpecError when there is no such file, or it holds no bundle. */
export function readReleased(text: string | undefined, file = releasedFile): JsonObject {
  const advice =
    file === releasedFile
      ? 'Take it from the last release with git; before the first one, write it with `pnpm run spec released`.'
      : 'Run `pnpm run generate`.'
  if (text === undefined) throw new SpecError([`${file}: is missing. ${advice}`])
  let bundle: Json
  try {
    bundle = parseJson(text)
  } catch (error) {
    throw new SpecError([`${file}: is no JSON (${String(error)}). ${advice}`])
  }
  if (!isObject(bundle) || textAt(bundle, 'info', 'version') === '') {
    throw new SpecError([`${file}: is no bundle. ${advice}`])
  }
  return bundle
}
