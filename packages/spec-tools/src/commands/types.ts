import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generateTypes } from '../codegen/generate-types.ts'
import { stampPackage } from '../codegen/stamp-package.ts'
import { filesBelow, unlessMissing } from '../files.ts'
import { print, printError } from '../text/print.ts'

export interface TypesOptions {
  readonly spec: string
  readonly out: string
  readonly schemas: string
  readonly package?: string
  readonly check?: boolean
}

/** Makes the folders hold what the spec says and nothing else, or only tells what differs. */
export async function types(options: TypesOptions): Promise<number> {
  const { spec, out, schemas, package: manifest, check = false } = options
  const generated = await generateTypes(JSON.parse(await readFile(spec, 'utf8')))
  const wanted = new Map<string, string | null>()
  for (const [folder, texts] of [
    [out, generated.modules],
    [schemas, generated.schemas],
  ] as const) {
    for (const [file, text] of texts) wanted.set(join(folder, file), text)
    for (const file of await filesBelow(folder)) if (!texts.has(file)) wanted.set(join(folder, file), null)
  }
  if (manifest !== undefined) {
    wanted.set(manifest, stampPackage(await readFile(manifest, 'utf8'), generated.version))
  }

  let differing = 0
  for (const [file, text] of wanted) {
    const present = (await readFile(file, 'utf8').catch(unlessMissing)) ?? null
    if (present === text) continue
    differing += 1
    print(`${file}: ${text === null ? 'left over' : present === null ? 'missing' : 'differs'}`)
    if (!check) await put(file, text)
  }
  if (differing === 0) print('The types are what the spec says.')
  else if (check) printError(`${differing} files are not what the spec says: run \`pnpm run generate\`.`)
  else print(`${differing} files brought up to date.`)
  return check && differing > 0 ? 1 : 0
}

async function put(file: string, text: string | null): Promise<void> {
  if (text === null) return rm(file)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
