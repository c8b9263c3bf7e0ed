/** Rejects what is not the same, property by property; one that is `undefined` counts as absent, as it does in JSON. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [canonical(actual), canonical(expected)]
  if (found !== wanted) {
    throw new Error(`${what}: expected ${shorten(wanted)}, found ${shorten(found)}`)
  }
}

/** Rejects what does not reject with an error. */
export async function expectRejection(work: () => Promise<unknown>, what: string): Promise<void> {
  let answer: unknown
  try {
    answer = await work()
  } catch (error) {
    if (error instanceof Error) return
    throw new Error(`${what}: rejected with something that is no Error`, { cause: error })
  }
  throw new Error(`${what}: should have rejected, answered ${shorten(canonical(answer))}`)
}

function canonical(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) as string | undefined
  return text ?? 'nothing'
}

const shorten = (text: string): string => (text.length > 500 ? `${text.slice(0, 500)}…` : text)
