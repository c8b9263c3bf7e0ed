interface Runtime {
  process?: { getBuiltinModule?(name: string): unknown }
}

/** A module of the runtime, where it has it (Node, Bun, Deno). */
export function builtin<Module>(name: string): Module | undefined {
  return (globalThis as Runtime).process?.getBuiltinModule?.(name) as Module | undefined
}
