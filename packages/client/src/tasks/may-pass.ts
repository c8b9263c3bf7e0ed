import type { ApikleyError } from '../errors/apikley-error.ts'

/**
 * Whether the error of a look at a task says nothing about the task, and may be gone at the next one. An answer without a
 * code is not the API's: some gateway's page, whatever its status says.
 */
export function mayPass({ kind, code, status }: ApikleyError): boolean {
  const isPage = status !== undefined && code === undefined
  return isPage || ['network', 'server', 'rate', 'maintenance'].includes(kind)
}
