export { apikley, type ApikleyProvider, createApikleyProvider, type ModelName } from './apikley-provider.ts'
export type { ApikleyCallOptions, ApikleyProviderOptions } from './call-options.ts'
export type { ApikleyProviderSettings } from './settings.ts'
