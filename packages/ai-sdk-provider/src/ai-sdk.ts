/** All that is taken of the AI SDK at run time. */
export { APICallError, NoSuchModelError } from '@ai-sdk/provider'
export {
  convertBase64ToUint8Array,
  mediaTypeToExtension,
  normalizeHeaders,
  validateDownloadUrl,
  WORKFLOW_DESERIALIZE,
  WORKFLOW_SERIALIZE,
} from '@ai-sdk/provider-utils'
