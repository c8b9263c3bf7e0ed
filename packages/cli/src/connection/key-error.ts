/** There is no API key, or none that can be used. Nothing was sent; the key is not shown. */
export class KeyError extends Error {
  override readonly name = 'KeyError'
  readonly nextStep: string

  constructor(message: string, nextStep: string) {
    super(message)
    this.nextStep = nextStep
  }
}
