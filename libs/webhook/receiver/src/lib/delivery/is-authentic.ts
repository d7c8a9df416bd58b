import { randomBytes } from 'node:crypto';
import type { DeliveryReceiver } from '@holdpoint/pipeline-persistence';
import { equalSecrets, secretDigest } from '@holdpoint/secrets';
import { verifySignature, type Delivery } from '@holdpoint/webhook-adapters';

/** As many secrets as a receiver has during a rotation; so many are always tried, so that no time tells of one. */
const SECRETS_TRIED = 2;

/** Stand where there is no secret: nobody knows them. */
const NO_KEY = randomBytes(32);
const NO_DIGEST = secretDigest(NO_KEY.toString('hex'));

/**
 * Tells whether a delivery comes from whom a receiver trusts: by its signature, or by the token in its address where
 * there is one. The work depends on what was sent and never on the receiver, be it missing or disabled: it must not be
 * found by the time that a refusal takes.
 */
export function isAuthentic(receiver: DeliveryReceiver | undefined, delivery: Delivery, token: string | null): boolean {
  const proven = token === null ? isSigned(receiver, delivery) : hasToken(receiver, token);
  const complete = hasHeader(receiver, delivery);
  return receiver?.enabled === true && proven && complete;
}

function isSigned(receiver: DeliveryReceiver | undefined, { body, headers }: Delivery): boolean {
  const keys = filled(receiver?.secrets.map((secret) => Buffer.from(secret)), NO_KEY);
  return verifySignature(body, headers['x-signature'], keys) === 'valid';
}

function hasToken(receiver: DeliveryReceiver | undefined, token: string): boolean {
  const sent = secretDigest(token);
  return filled(receiver?.tokenDigests, NO_DIGEST).filter((digest) => equalSecrets(digest, sent)).length > 0;
}

function hasHeader(receiver: DeliveryReceiver | undefined, { headers }: Delivery): boolean {
  const header = receiver?.header ?? { name: '', digest: NO_DIGEST };
  // Every object has a `constructor`: what was not sent must not be found.
  const sent = Object.hasOwn(headers, header.name) ? headers[header.name] : undefined;
  const fits = equalSecrets(header.digest, secretDigest(sent ?? ''));
  return fits || (receiver !== undefined && receiver.header === null);
}

const filled = <T>(secrets: readonly T[] = [], none: T): readonly T[] =>
  [...secrets, ...Array.from({ length: SECRETS_TRIED }, () => none)].slice(0, SECRETS_TRIED);
