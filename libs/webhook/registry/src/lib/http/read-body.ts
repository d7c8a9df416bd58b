import { ok, type Err, type Result } from '@holdpoint/kernel';
import type { Dispatcher } from 'undici';
import { refuse, type RegistryRefusal } from '../refusal/registry-refusal';

/** How much of the bodies of one question may still be read. */
export interface ReadBudget {
  bytes: number;
}

/** Reads a whole body, counted as it comes: what its length is said to be may be wrong. */
export async function readBody({ headers, body }: Dispatcher.ResponseData, left: ReadBudget): Promise<Result<Buffer, RegistryRefusal>> {
  const refused = refusalOfHeaders(headers, left);
  if (refused) {
    body.on('error', () => undefined).destroy();
    return refused;
  }
  const chunks: Buffer[] = [];
  // Leaving the loop closes the connection: what follows is never read.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    left.bytes -= chunk.length;
    if (left.bytes < 0) return refuse('too_large');
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

function refusalOfHeaders(headers: Dispatcher.ResponseData['headers'], left: ReadBudget): Err<RegistryRefusal> | undefined {
  if (Number(headers['content-length'] ?? 0) > left.bytes) return refuse('too_large');
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity' ? undefined : refuse('malformed', 'it is compressed, although asked not to be');
}
