/** All that is taken of the AI SDK at run time. */
export { APICallError, NoSuchModelError } from '@ai-sdk/provider'
export { convertBase64ToUint8Array, normalizeHeaders, validateDownloadUrl } from '@ai-sdk/provider-utils'
