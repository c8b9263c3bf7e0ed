/** For `catch`: `undefined` where there is no such file, or a file where a folder would be. */
export function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
