import { readFileSync } from 'node:fs'

// Not imported: a build would keep the version that it was made with. As far below the package as the build is.
export const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
