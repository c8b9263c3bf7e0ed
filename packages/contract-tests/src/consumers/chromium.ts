import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { cachedFolder } from './engines.ts'
import { mustRun } from './program.ts'

// Not the flags that the package proposes: they switch web security off, and a CORS fault would go unseen.
const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]

/** A real Chromium, headless, with further flags if need be: from the npm registry on Linux, an installed Chrome elsewhere. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const args = [...flags, ...more]
  if (process.platform === 'linux') {
    return chromium.launch({ executablePath: await unpackedChromium(), args })
  }
  try {
    return await chromium.launch({ channel: 'chrome', args })
  } catch (error) {
    throw new Error(
      `The npm registry carries Chromium for Linux only: install Google Chrome to run this test here`,
      {
        cause: error,
      },
    )
  }
}

/** The package unpacks its browser into the folder for temporary files; give it one of ours, and do it once. */
async function unpackedChromium(): Promise<string> {
  const packageFolder = path.resolve(fileURLToPath(import.meta.resolve('@sparticuz/chromium')), '../../..')
  const { version }: { version: string } = JSON.parse(
    readFileSync(path.join(packageFolder, 'package.json'), 'utf8'),
  )
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  const folder = await cachedFolder(`chromium-${version}`, async (fresh) => {
    await mustRun(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: import.meta.dirname,
      env: { TMPDIR: fresh },
    })
  })
  return path.join(folder, 'chromium')
}
