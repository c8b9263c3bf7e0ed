import { ConfigurationError } from './kinds.ts'

/** An error about something that was found wrong before there was a request. */
export function configurationError(what: string, nextStep: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError({ what, nextStep, moneySpent: 'no', cause })
}
