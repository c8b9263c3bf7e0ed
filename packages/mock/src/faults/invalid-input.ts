/** A mistake of whoever asked, as against one of the mock. */
export class InvalidInput extends TypeError {
  override readonly name = 'InvalidInput'
}
