import { createHash } from 'node:crypto';
import { ApiHeader } from '@nestjs/swagger';
import type { InboundCallback } from '@holdpoint/pipeline-application';

/** The longest `Idempotency-Key`; a UUID has 36 characters. */
const KEY_MAX = 255;

/** Says of a route that it takes an `Idempotency-Key`. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Makes a repeat count as the same call',
    schema: { type: 'string', minLength: 1, maxLength: KEY_MAX },
  });

/** What is wrong with an `Idempotency-Key`; nothing with none. */
export const keyProblems = (key: string | null): readonly string[] =>
  key === null || /^[\x20-\x7e]+$/.test(key.slice(0, KEY_MAX + 1)) && key.length <= KEY_MAX
    ? []
    : [`Idempotency-Key is invalid: 1 to ${KEY_MAX} printable ASCII characters`];

/** The key is kept as a digest, as it may be a secret that was meant for another header. */
export function toIdempotency(key: string | null, request: object): InboundCallback['idempotency'] {
  if (key === null) return null;
  return { key: sha256(key), requestDigest: sha256(JSON.stringify(request, Object.keys(request).sort())) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
