import path from 'node:path'

/** Whether it is a key as the browser makes them. It becomes part of file names. */
export function isKey(key: string): boolean {
  return /^[0-9a-f]{32}$/.test(key)
}

/** A file of the folder that must outlive the server. */
export function dataFile(...names: readonly string[]): string {
  // Not looked for by the build, which would take the whole project along.
  return path.join(/* turbopackIgnore: true */ process.env['DATA_FOLDER'] ?? 'data', ...names)
}

export function clipFile(key: string): string {
  return dataFile('clips', `${key}.mp4`)
}
