import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../../folder.ts'
import { certificate } from './localhost.ts'

/** The variable that makes Node trust the tests' certificate. */
export async function trust(): Promise<Record<string, string>> {
  const file = join(await temporaryFolder(), 'ca.pem')
  await writeFile(file, certificate)
  return { NODE_EXTRA_CA_CERTS: file }
}

/** The variables that make Node go through a proxy. */
export function throughProxy(url: string): Record<string, string> {
  return { NODE_USE_ENV_PROXY: '1', http_proxy: url, https_proxy: url }
}
