// The packages that carry Node state their platform as a string, which pnpm ignores: it reads lists only.
const platform = /^node-(?:bin-)?(linux|darwin|win)-(x64|arm64)$/

export const hooks = {
  readPackage(pkg) {
    const match = platform.exec(pkg.name ?? '')
    if (match) {
      pkg.os = [match[1] === 'win' ? 'win32' : match[1]]
      pkg.cpu = [match[2]]
    }
    return pkg
  },
}
