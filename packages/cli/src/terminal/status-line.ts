import { clearLine, cursorTo } from 'node:readline'
import { clearTimeout, setTimeout } from 'node:timers'
import type { Output } from './io.ts'
import { printable } from './printable.ts'
import { fit } from './width.ts'

const redrawMs = 500

/** One line at the bottom of a terminal, drawn again as time passes, and never wider than the window. */
export class StatusLine {
  readonly #stream: Output
  readonly #isShown: boolean
  #text: (() => string) | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(stream: Output, quiet: boolean) {
    this.#stream = stream
    this.#isShown = stream.isTTY === true && !quiet
  }

  /** `text`: asked for each time that it is drawn. */
  show(text: () => string): void {
    if (!this.#isShown) return
    this.#text = text
    this.draw()
  }

  /** Takes the line away for good. */
  end(): void {
    this.clear()
    this.#text = undefined
  }

  /** Takes the line away, so that something else can be written; `draw` brings it back. */
  clear(): void {
    clearTimeout(this.#timer)
    if (!this.#text) return
    cursorTo(this.#stream, 0)
    clearLine(this.#stream, 0)
  }

  draw(): void {
    if (!this.#text) return
    this.clear()
    // One less: some terminals begin a new line when the last column is written.
    this.#stream.write(fit(printable(this.#text()), (this.#stream.columns ?? 80) - 1))
    this.#timer = setTimeout(() => this.draw(), redrawMs).unref()
  }
}
