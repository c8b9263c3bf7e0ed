import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { bundleFile } from '../bundle/bundle.ts'
import { readReleased, releasedFile, releasedText } from '../plan/released.ts'
import { unlessMissing } from '../files.ts'
import { writeAll } from '../writing/write-all.ts'
import { print, printError } from '../text/print.ts'

/** A step of every release: from then on plans compare with what is released now. */
export async function released(root: string, isCheck = false): Promise<number> {
  const read = (name: string) => readFile(path.join(root, name), 'utf8').catch(unlessMissing)
  const file = `specs/${bundleFile}`
  const wanted = releasedText(readReleased(await read(file), file))
  const isSame = (await read(releasedFile)) === wanted
  if (isSame) print(`${releasedFile}: is the bundle of ${file}`)
  else if (isCheck) {
    printError(
      `${releasedFile}: is not the bundle of ${file}; \`pnpm run version\` writes it with a release.`,
    )
    return 1
  } else {
    await writeAll(root, new Map([[releasedFile, wanted]]))
    print(`${releasedFile}: written`)
  }
  return 0
}
