/**
 * Adds a client key to a callback's address, as the query parameter `apikley_key`, the last of that name, so that the
 * callback of a lost answer names its submission. The rest
 * stays as it is, byte for byte, since it may be signed. That the live API keeps the query is not verified.
 */
export function addKeyToUrl(url: string, key: string): string {
  const [, address = '', hash = ''] = /^([^#]*)(.*)$/s.exec(url) ?? []
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&'
  return `${address}${joint}apikley_key=${encodeURIComponent(key)}${hash}`
}
