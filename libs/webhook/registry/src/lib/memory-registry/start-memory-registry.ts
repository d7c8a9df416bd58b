import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusalAnswer, type RegistryAnswer } from './registry-answer';
import { RegistryContent } from './registry-content';
import { RegistryGuard, type RegistryAuth } from './registry-guard';
import { answerCall } from './registry-routes';

/** How a registry in memory is started. */
export interface MemoryRegistryOptions {
  /** One that is free when left out. */
  readonly port?: number;
  /** Everybody may pull and push when left out. */
  readonly auth?: RegistryAuth;
}

/** A registry that runs in this process, on the loopback address. */
export interface MemoryRegistry {
  /** `http://127.0.0.1:port`, as an allow-list takes it. */
  readonly url: string;
  /** `127.0.0.1:port`, as repositories begin. */
  readonly host: string;
  /** Ends it, open connections too; what it held is gone. */
  stop(): Promise<void>;
}

const BODY_MAX_BYTES = 16 * 1_024 * 1_024;
const LOOPBACK = '127.0.0.1';

/** Starts a small OCI registry for demonstrations and tests: push and pull, digests checked, at most 64 MiB in memory. */
export async function startMemoryRegistry({ port = 0, auth }: MemoryRegistryOptions = {}): Promise<MemoryRegistry> {
  const [content, guard] = [new RegistryContent(), auth ? new RegistryGuard(auth) : undefined];
  const server = createServer((request, response) => void answer(content, guard, request).then((found) => send(response, found), () => request.destroy()));
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const host = `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://${host}`, host, stop };
}

async function answer(content: RegistryContent, guard: RegistryGuard | undefined, request: IncomingMessage): Promise<RegistryAnswer> {
  const { method = '', headers } = request;
  const url = urlOf(request);
  const body = await readBody(request);
  if (!url) return refusalAnswer('UNSUPPORTED');
  const refused = guard?.answer(url, headers.authorization);
  if (refused) return refused;
  if (!body) return refusalAnswer('SIZE_INVALID', { connection: 'close' });
  return answerCall(content, { method: method === 'HEAD' ? 'GET' : method, url, mediaType: headers['content-type'] ?? 'application/octet-stream', body });
}

function urlOf({ url = '', headers, socket }: IncomingMessage): URL | undefined {
  const base = `http://${headers.host ?? `${LOOPBACK}:${socket.localPort}`}`;
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
  }
  return bytes <= BODY_MAX_BYTES ? Buffer.concat(chunks) : undefined;
}

function send(response: ServerResponse, { status, headers, body = Buffer.alloc(0) }: RegistryAnswer): void {
  response.writeHead(status, { 'content-length': body.length, ...headers }).end(body);
}
