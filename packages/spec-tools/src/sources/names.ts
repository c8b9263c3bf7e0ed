import { componentName, secondName } from '@apikley/pages/document'
import type { LockedPage } from './lock.ts'
import { secondSlug, slugOf } from './slug.ts'

/** What the pages of a lock and their models are called, so that a new page gets what is free and keeps it. */
export class Names {
  readonly #slugs = new Set<string>()
  /** Without case, as files are on some systems. */
  readonly #names = new Set<string>()

  constructor(pages: Iterable<LockedPage>) {
    for (const page of pages) this.add(page)
  }

  add({ page, model, name = componentName(model) }: LockedPage): void {
    this.#slugs.add(page)
    this.#names.add(name.toLowerCase())
  }

  /** The slug for a model that has no page yet. */
  slugFor(model: string): string {
    const slug = slugOf(model)
    return this.#slugs.has(slug) ? secondSlug(model) : slug
  }

  /** The `name` for the entry of a model that has no page yet; `undefined` where its own name is free. */
  nameFor(model: string): string | undefined {
    return this.#names.has(componentName(model).toLowerCase()) ? secondName(model) : undefined
  }
}
