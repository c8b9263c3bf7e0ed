// The only file that knows CycloneDX.
import { createHash } from 'node:crypto'
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import type { Tarball } from './tarball.ts'
import { readThirdParty, type Contained } from './third-party.ts'

const licenseFiles = ['THIRD-PARTY-LICENSES.txt', 'dist/THIRD-PARTY-LICENSES.txt']

/**
 * The bill of materials of a packed package, as CycloneDX 1.6 in JSON: what is inside of its build, and what is installed
 * with it. Without a date and a serial number, so that the same tarball has the same one.
 */
export function sbomOf(tarball: Tarball, bytes: Uint8Array): string {
  const { name, version, license = '', description, dependencies = {} } = tarball.manifest
  const product = componentOf({ name, version, license }, Enums.ComponentType.Library)
  product.hashes.set(Enums.HashAlgorithm['SHA-512'], createHash('sha512').update(bytes).digest('hex'))
  if (typeof description === 'string') product.description = description

  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: product }) })
  const contained = licenseFiles.flatMap((file) => readThirdParty(tarball.text(file) ?? ''))
  for (const each of contained) add(bom, product, each, 'contained')
  for (const [dependency, range] of Object.entries(dependencies)) {
    // Ours is `^` and the version that it was released with; all others are exact.
    add(bom, product, { name: dependency, version: range.replace(/^\^/, ''), license: '' }, 'installed')
  }
  const normalizers = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)
  return new Serialize.JsonSerializer(normalizers).serialize(bom, { sortLists: true, space: 2 })
}

function add(bom: Models.Bom, product: Models.Component, part: Contained, how: string): void {
  const component = componentOf(part, Enums.ComponentType.Library)
  component.properties.add(new Models.Property('apikley:how', how))
  bom.components.add(component)
  product.dependencies.add(component.bomRef)
}

function componentOf({ name, version, license }: Contained, type: Enums.ComponentType): Models.Component {
  const [group, rest] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return new Models.Component(type, rest ?? name, {
    ...(group !== undefined && { group }),
    version,
    purl,
    bomRef: purl,
    licenses: new Models.LicenseRepository(license === '' ? [] : [new Models.LicenseExpression(license)]),
  })
}
