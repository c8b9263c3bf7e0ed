import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { bundleFile } from '../bundle/bundle.ts'
import type { Command } from '../command.ts'
import { readReleased, releasedFile, releasedText } from '../plan/released.ts'
import { SpecError } from '../spec-error.ts'
import { unlessMissing } from '../missing.ts'
import { writeAll } from '../writing/write-all.ts'
import { rootIn } from './root.ts'
import { print, printError } from '../text/print.ts'

/** `released` is a step of every release: from then on plans compare with what is released now. */
export const released: Command = {
  summary: 'record the bundle as the one of the last release; --check only compares',
  async run(args) {
    const { check } = parse(args)
    const root = rootIn(args)
    const read = (name: string) => readFile(path.join(root, name), 'utf8').catch(unlessMissing)
    const file = `specs/${bundleFile}`
    const wanted = releasedText(readReleased(await read(file), file))
    const isSame = (await read(releasedFile)) === wanted
    if (isSame) print(`${releasedFile}: is the bundle of ${file}`)
    else if (check) {
      printError(
        `${releasedFile}: is not the bundle of ${file}; \`pnpm run version\` writes it with a release.`,
      )
      return 1
    } else {
      await writeAll(root, new Map([[releasedFile, wanted]]))
      print(`${releasedFile}: written`)
    }
    return 0
  },
}

function parse(args: readonly string[]): { check: boolean } {
  try {
    const options = { check: { type: 'boolean', default: false }, root: { type: 'string' } } as const
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new SpecError([
      `released: ${error instanceof Error ? error.message : String(error)}; there is --check`,
    ])
  }
}
