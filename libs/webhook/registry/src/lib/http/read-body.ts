import { ok, type Err, type Result } from '@holdpoint/kernel';
import type { Dispatcher } from 'undici';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

const BODY_MAX_BYTES = 10 * 1_024 * 1_024;

/** Reads a whole body of at most 10 MiB, counted as it comes: what its length is said to be may be wrong. */
export async function readBody({ headers, body }: Dispatcher.ResponseData): Promise<Result<Buffer, RegistryRefusal>> {
  const refused = refusalOfHeaders(headers);
  if (refused) {
    body.on('error', () => undefined).destroy();
    return refused;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop closes the connection: what follows is never read.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_MAX_BYTES) return refuse('too_large');
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

function refusalOfHeaders(headers: Dispatcher.ResponseData['headers']): Err<RegistryRefusal> | undefined {
  if (Number(headers['content-length'] ?? 0) > BODY_MAX_BYTES) return refuse('too_large');
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? undefined : refuse('malformed', 'it is compressed, although asked not to be');
}
