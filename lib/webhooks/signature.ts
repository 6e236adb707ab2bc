import { createHmac } from 'node:crypto';

/** A secret as its receiver gets it (Standard Webhooks 1.0.0, https://www.standardwebhooks.com). */
export const secretText = (secret: Uint8Array) => `whsec_${Buffer.from(secret).toString('base64')}`;

/**
 * The headers that say from whom a message is and that nobody changed it: the signature is over the id, the second and
 * the body, joined by full stops (Standard Webhooks 1.0.0, `v1`).
 */
export function signedHeaders(secret: Uint8Array, message: { id: string; at: Date; body: string }) {
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const signature = createHmac('sha256', secret)
    .update(`${message.id}.${timestamp}.${message.body}`)
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
