import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inventPages, writePages } from '../src/upgrade/invented-pages.ts'
import { copyRepository } from '../src/upgrade/repository-copy.ts'

// `pnpm run models` runs every test of the repository in such a tree; here is what an upgrade of it runs.

test('a hundred models are upgraded to at once, and none of them breaks the others', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'apikley-hundred-'))
  const copy = await copyRepository()
  try {
    const pages = await writePages(path.join(folder, 'pages'), inventPages(100, 1))
    const { code, stdout, stderr } = await copy.spec('upgrade', pages, '--test', 'contract')
    expect({ code, stderr: code === 0 ? '' : `${stdout}${stderr}` }).toEqual({ code: 0, stderr: '' })
    expect(stdout.match(/- \*\*new\*\* /g)).toHaveLength(100)
    expect(stdout).toMatch(/\| `@apikley\/types` \| \*\*minor\*\* \|/)
  } finally {
    await copy.close()
    await rm(folder, { recursive: true, force: true })
  }
})
