/** An answer's body is larger than it may be. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/** Puts a text together from pieces of UTF-8, and throws a `TooLargeError` before it holds more than `maxBytes`. */
export class TextCollector {
  readonly #maxBytes: number
  readonly #decoder = new TextDecoder()
  #bytes = 0
  #text = ''

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  add(piece: Uint8Array): void {
    this.#bytes += piece.length
    if (this.#bytes > this.#maxBytes) throw new TooLargeError(`more than ${this.#maxBytes} bytes`)
    this.#text += this.#decoder.decode(piece, { stream: true })
  }

  end(): string {
    return this.#text + this.#decoder.decode()
  }
}
