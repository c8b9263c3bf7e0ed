/** A URL for a log, at most 200 characters of it: without query, fragment, user name and password, any of which may be a secret. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return '(no URL)'
  const { protocol, host, pathname } = new URL(url)
  return ['http:', 'https:'].includes(protocol)
    ? `${protocol}//${host}${pathname}`.slice(0, 200)
    : `${protocol}(…)`
}
