const adminPrefix = '/_mock/'
const pagePrefix = '/_mock/page/'

/** What the page shows. */
export const pageStatePath = '/_mock/page/state'

/** Whether a path is for the mock's owner, and not for callers of the API. */
export function isAdminPath(pathname: string): boolean {
  return pathname.startsWith(adminPrefix)
}

/** Whether a path is for the page or what it plays. */
export function isPagePath(pathname: string): boolean {
  return pathname.startsWith(pagePrefix)
}
