import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate in a file of its own, from which other programs read it as long as the mock runs. */
export function keepCertificate(certificate: string): { path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'apikley-mock-'))
  const path = join(folder, 'certificate.pem')
  writeFileSync(path, certificate)
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
