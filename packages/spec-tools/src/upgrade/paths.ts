/** A name that every file system takes for one, and no program for an option, a parent folder or a hidden file. */
const name = '[A-Za-z0-9_][A-Za-z0-9._-]*'

/**
 * Where an upgrade writes, and nowhere else: extended regular expressions for whole paths below the root. What a trial
 * leaves behind is held to them here, and once more in `.github/take-over.sh`, which has the same list.
 */
export const upgradePaths: readonly string[] = [
  String.raw`\.changeset/spec-upgrade\.md`,
  String.raw`packages/types/package\.json`,
  String.raw`packages/types/schemas/(${name}/)*${name}\.json`,
  String.raw`packages/types/src/generated/(models/(${name}/)*${name}|model-inputs|openapi|validation-keyword)\.ts`,
  String.raw`specs/(openapi|sources)\.json`,
  String.raw`specs/vendor/${name}\.(json|md|txt|yaml)`,
]

const written = new RegExp(`^(?:${upgradePaths.join('|')})$`)
/** Deleted by `--retire-overlays` only, which no workflow says. */
const retired = new RegExp(String.raw`^specs/overlays/${name}\.yaml$`)

/** Files that an upgrade may not write or delete, of those that it would. */
export function strayFiles(files: ReadonlyMap<string, string | null>): string[] {
  const isOurs = ([file, text]: [string, string | null]) =>
    written.test(file) || (text === null && retired.test(file))
  return [...files].filter((entry) => !isOurs(entry)).map(([file]) => file)
}
