/** The money may not be spent: above the limit, or nobody has agreed. Nothing was sent. */
export class MoneyRefusal extends Error {
  override readonly name = 'MoneyRefusal'
  readonly nextStep: string

  constructor(message: string, nextStep: string) {
    super(message)
    this.nextStep = nextStep
  }
}
