/** A copy that the caller cannot change. What cannot be copied stays as it is, for the checks to refuse. */
export function snapshot<Input>(input: Input): Input {
  try {
    return structuredClone(input)
  } catch {
    return input
  }
}
