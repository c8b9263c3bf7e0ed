import { bundleFile, bundleText } from '../bundle/bundle.ts'
import { generateTypes } from '../codegen/generate-types.ts'
import { stampPackage } from '../codegen/stamp-package.ts'
import type { JsonObject } from '@apikley/pages/document'
import type { Differing } from './bumps.ts'

/** Texts by their path below the root. */
export type Texts = ReadonlyMap<string, string>

const types = 'packages/types'
const manifest = `${types}/package.json`
/** Folders that hold nothing but what is generated. */
export const generatedFolders = [`${types}/src/generated/`, `${types}/schemas/`]

/** What a bundle comes to. */
export interface Contents {
  /** Every file that `pnpm run generate` makes of it, by its path below the root. */
  readonly files: Texts
  /** What differs for the users of the packages from what another bundle came to. */
  readonly differing: Differing
}

/**
 * @param before The bundle to compare with.
 * @param present What is there now: the package.json of the types is theirs, and only stamped.
 * @throws SpecError that lists what of the bundle cannot become types.
 */
export async function contentsOf(bundle: JsonObject, before: JsonObject, present: Texts): Promise<Contents> {
  const now = await generateTypes(bundle)
  const then = await generateTypes(before)
  const { modules, schemas, version } = now
  const stamped = present.get(manifest)
  return {
    files: new Map([
      [`specs/${bundleFile}`, bundleText(bundle)],
      ...[...modules].map(([file, text]): [string, string] => [`${types}/src/generated/${file}`, text]),
      ...[...schemas].map(([file, text]): [string, string] => [`${types}/schemas/${file}`, text]),
      ...(stamped === undefined ? [] : [[manifest, stampPackage(stamped, version)] as const]),
    ]),
    differing: {
      types: !sameTexts(then.modules, modules) || !sameTexts(then.schemas, schemas),
      mock: JSON.stringify(withoutInfo(before)) !== JSON.stringify(withoutInfo(bundle)),
    },
  }
}

/** Version, digests of the pages, contact: nothing that a mock answers by. */
function withoutInfo(document: JsonObject): JsonObject {
  const { info: _, ...rest } = document
  return rest
}

function sameTexts(left: Texts, right: Texts): boolean {
  return left.size === right.size && [...left].every(([file, text]) => right.get(file) === text)
}
