import { isObject, type Json, SpecError } from '@apikley/pages/document'

/** A package.json with the spec's version in it, where users of the package can look it up. */
export function stampPackage(text: string, version: string): string {
  const manifest: Json = JSON.parse(text)
  if (!isObject(manifest)) throw new SpecError(['The package.json to stamp holds no object.'])
  return `${JSON.stringify({ ...manifest, 'x-openapi-version': version }, undefined, 2)}\n`
}
