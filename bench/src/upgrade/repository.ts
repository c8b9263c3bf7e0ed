import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inventedPage, inventedPages, type Page } from './pages.ts'
import { home, run } from './programs.ts'

/** A copy of the parts of the repository that an upgrade reads and writes. */
export class Repository {
  readonly root = mkdtempSync(path.join(tmpdir(), 'apikley-bench-'))
  readonly bundle = path.join(this.root, 'specs/openapi.json')
  readonly types = path.join(this.root, 'packages/types')

  constructor() {
    const isOurs = (file: string) => !/node_modules|\/dist\b|\/\.turbo\b/.test(file)
    for (const part of ['specs', 'packages/types', 'tsconfig.base.json']) {
      cpSync(path.join(home, part), path.join(this.root, part), { recursive: true, filter: isOurs })
    }
  }

  /** Takes so many pages in, and makes the bundle. @returns milliseconds. */
  import(pages: number): number {
    return this.#spec('import', this.#lay(`pages-${pages}`, inventedPages(pages)))
  }

  /** Makes types and schemas of the bundle. @returns milliseconds. */
  generate(): number {
    const folders = [
      '--out',
      path.join(this.types, 'src/generated'),
      '--schemas',
      path.join(this.types, 'schemas'),
    ]
    return run('spec', [
      'types',
      '--spec',
      this.bundle,
      ...folders,
      '--package',
      path.join(this.types, 'package.json'),
    ]).ms
  }

  /** Makes what the bundle says now the last release. */
  release(): void {
    this.#spec('released')
  }

  /** Plans the upgrade to a page on which the first model takes one value less. @returns milliseconds. */
  planOne(): number {
    const { ms, output } = run('spec', ['plan', this.#changedPage(), '--json', '--root', this.root])
    const { bump } = JSON.parse(output) as { bump: string }
    if (bump !== 'major') throw new Error(`The plan of a value less says ${bump}.`)
    return ms
  }

  /** The bundle as it is, and as it would be with that page. @returns the paths of both. */
  bothBundles(): [string, string] {
    const before = path.join(this.root, 'before.json')
    writeFileSync(before, readFileSync(this.bundle))
    this.#spec('import', this.#changedPage())
    return [before, this.bundle]
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  #changedPage(): string {
    return this.#lay('changed', [inventedPage(1, ['5'])])
  }

  #lay(name: string, pages: readonly Page[]): string {
    const folder = path.join(this.root, name)
    mkdirSync(folder, { recursive: true })
    for (const page of pages) writeFileSync(path.join(folder, page.name), page.text)
    return folder
  }

  #spec(command: string, ...args: readonly string[]): number {
    return run('spec', [command, ...args, '--root', this.root]).ms
  }
}
