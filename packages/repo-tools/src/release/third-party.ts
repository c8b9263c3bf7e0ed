/** A package whose code is inside of another's build. */
export interface Contained {
  name: string
  version: string
  /** An SPDX expression. */
  license: string
}

const title = /^(\S+) (\d\S*) \((.+)\) is contained in dist\b/gm

/** Reads the packages that THIRD-PARTY-LICENSES.txt has the terms of: one line `name version (licence) is contained in …` each. */
export function readThirdParty(text: string): Contained[] {
  return [...text.matchAll(title)].map(([, name = '', version = '', license = '']) => ({
    name,
    version,
    license,
  }))
}
