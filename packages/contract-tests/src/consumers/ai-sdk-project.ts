import { installProject } from './project.ts'

/**
 * A project that has the provider and the AI SDK. One of its own, since the declarations of the SDK compile only where
 * those of the DOM are there or `skipLibCheck` is set, and all others are held to neither.
 */
export function installAiSdkProject(registry: string): Promise<string> {
  const ours = ['ai-sdk-provider', 'client', 'types', 'mock'].map((name) => `@apikley/${name}`)
  return installProject(registry, [...ours, 'ai@7', 'zod@4', '@types/node@24'])
}
