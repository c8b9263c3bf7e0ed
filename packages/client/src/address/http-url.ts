/** Whether something is an http or https URL as it can be sent: without white space, with a host, and a port that there is. */
export function isHttpUrl(given: unknown): given is string {
  return typeof given === 'string' && /^https?:\/\/[^\s/]\S*$/i.test(given) && URL.canParse(given)
}
