import type { Apikley, SavedFile } from '@apikley/client'
import { format, parse } from 'node:path'

/** Saves the files of a result: the first under the path, further ones beside it with `-2`, `-3`, … */
export async function saveFiles(
  { files }: Pick<Apikley, 'files'>,
  urls: readonly string[],
  path: string,
  signal: AbortSignal,
): Promise<SavedFile[]> {
  const saved: SavedFile[] = []
  for (const [index, url] of urls.entries()) {
    const { dir, name, ext } = parse(path)
    const target = index ? format({ dir, name: `${name}-${index + 1}`, ext }) : path
    saved.push(await files.save(url, target, { signal }))
  }
  return saved
}
