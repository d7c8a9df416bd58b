import { randomBytes } from 'node:crypto';

/** What Standard Webhooks allows, in bytes. */
const [BYTES_MIN, BYTES_MAX, BYTES_MADE] = [24, 64, 32];

const SECRET = /^whsec_(?<base64>[A-Za-z0-9+/]+={0,2})$/;

/** How a signing secret is written, for the message that refuses one. */
export const WEBHOOK_SECRET_FORM = `whsec_ followed by ${BYTES_MIN} to ${BYTES_MAX} bytes in Base64`;

/** Makes a signing secret as Standard Webhooks writes them. */
export const makeWebhookSecret = (): string => `whsec_${randomBytes(BYTES_MADE).toString('base64')}`;

/** Tells whether a text is a signing secret of Standard Webhooks. */
export function isWebhookSecret(text: string): boolean {
  const base64 = SECRET.exec(text)?.groups?.['base64'] ?? '';
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= BYTES_MIN && bytes.length <= BYTES_MAX && bytes.toString('base64') === base64;
}
