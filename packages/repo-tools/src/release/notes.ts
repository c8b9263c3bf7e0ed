/** What a changelog says about one version; empty when it says nothing. */
export function notesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((each) => each.split('\n', 1)[0]?.trim() === version)
  return section?.split('\n').slice(1).join('\n').trim() ?? ''
}
