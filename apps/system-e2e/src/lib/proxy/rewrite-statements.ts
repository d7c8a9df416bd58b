import { FrontendMessages, rewriteStatement } from './frontend-messages';
import type { Tap } from './link';

/** Replaces parts of statements on their way to PostgreSQL: this is how a test takes a guard out of the product. */
export function rewriteStatements(rewrite: (text: string) => string): Tap {
  return () => {
    const messages = new FrontendMessages();
    return {
      toServer: (data) => Buffer.concat(messages.push(data).map((message) => rewriteStatement(message, rewrite))),
    };
  };
}
