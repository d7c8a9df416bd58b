import { SECOND_MS, type Instant } from '@holdpoint/kernel';
import { Webhook } from 'standardwebhooks';

/** What is signed: the text of the body, under an id that stays the same when it is sent again. */
export interface SignedMessage {
  readonly id: string;
  readonly body: string;
  /** Of this try, in real time: receivers refuse what is older than five minutes. */
  readonly sentAt: Instant;
}

/** The headers of Standard Webhooks, with a signature by every secret: while one is replaced, receivers know either. */
export function signatureHeaders({ id, body, sentAt }: SignedMessage, secrets: readonly string[]): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(sentAt), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt / SECOND_MS)),
    'webhook-signature': signatures.join(' '),
  };
}
