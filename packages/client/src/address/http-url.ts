/** Whether something is an http or https URL, whole and as it would be sent: no white space, a host, a port that there can be. */
export function isHttpUrl(given: unknown): given is string {
  return typeof given === 'string' && /^https?:\/\/[^\s/]\S*$/i.test(given) && URL.canParse(given)
}
