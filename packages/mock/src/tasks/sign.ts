import { createHmac } from 'node:crypto'

/**
 * The headers that the API is documented to sign its callbacks with: HMAC-SHA256 over `<task id>.<unix seconds>`, in
 * Base64. The body is not signed.
 */
export function signatureHeaders(taskId: string, secret: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  const signature = createHmac('sha256', secret).update(`${taskId}.${timestamp}`).digest('base64')
  return { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature }
}
