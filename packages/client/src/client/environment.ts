interface Process {
  env?: Record<string, string | undefined>
}

/** An environment variable; nothing where there is no environment, or (as in Deno) no leave to read it. */
export function environment(name: string): string | undefined {
  try {
    return (globalThis as { process?: Process }).process?.env?.[name]
  } catch {
    return undefined
  }
}
