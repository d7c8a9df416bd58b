import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { RegistryCredentials } from '../auth/credentials';
import { RegistryAllowList } from '../allow-list/registry-allow-list';
import { digestOf } from '../manifest/digest';
import type { MemoryRegistry } from '../memory-registry/start-memory-registry';
import { RegistryClient } from './registry-client';

export const NAME = 'group/app';
export const REVISION = 'main@sha1:731f7eaddfb6af01cb2173e18f0f75b0ba780ef1';
export const LAYER = gzipSync('manifests');
export const ROBOT: RegistryCredentials = { username: 'robot', password: 's3cret-pässword' };

/** How media types begin. */
export const OCI = 'application/vnd.oci.image';

const servers: Server[] = [];
const sockets = new Set<Socket>();

/** Listens on a free port; answers `127.0.0.1:port`. */
async function listen(server: Server): Promise<string> {
  server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)));
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that answers in its own way. */
export const serve = (listener: RequestListener): Promise<string> => listen(createHttpServer(listener));

/** A server that answers every connection's first bytes with these. */
export const serveBytes = (bytes: string): Promise<string> => listen(createServer((socket) => socket.once('data', () => socket.end(bytes))));

/** Ends all of them. */
export async function stopServers(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
}

/** A client that may ask these hosts, by plain HTTP. */
export function clientFor(hosts: readonly string[], timeoutMs?: number): RegistryClient {
  const allowList = RegistryAllowList.parse(hosts.map((host) => `http://${host}`));
  if (!allowList.ok) throw new Error(allowList.error);
  return new RegistryClient(allowList.value, timeoutMs);
}

/** Resolves a digest in the repository of the tests. */
export const resolve = (host: string, digest: string, credentials: RegistryCredentials | null = null, allowed: readonly string[] = [host]) =>
  clientFor(allowed).resolveRevision({ repository: { host, name: NAME }, digest, credentials });

/** Writes JSON as bytes. */
export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A manifest of an image or artifact, as bytes. */
export const manifestOf = (annotations: object | undefined, config: object = { mediaType: `${OCI}.config.v1+json`, digest: digestOf(Buffer.from('')) }): Buffer =>
  json({ schemaVersion: 2, config, layers: [], annotations });

/** An index of manifests, as bytes. */
export const indexOf = (manifests: readonly object[], annotations?: object): Buffer => json({ schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests, annotations });

/** The annotations, or labels, that say a revision. */
export const revisionOf = (revision: unknown): object => ({ 'org.opencontainers.image.revision': revision });

/** Puts a manifest or index as it is; answers its digest. */
export async function putManifest({ url }: MemoryRegistry, bytes: Buffer): Promise<string> {
  const digest = digestOf(bytes);
  const { status } = await fetch(`${url}/v2/${NAME}/manifests/${digest}`, { method: 'PUT', body: new Uint8Array(bytes) });
  if (status !== 201) throw new Error(`HTTP ${status}`);
  return digest;
}

/** Puts a blob; answers its digest. */
export async function putBlob({ url }: MemoryRegistry, bytes: Buffer): Promise<string> {
  const digest = digestOf(bytes);
  const { status } = await fetch(`${url}/v2/${NAME}/blobs/uploads/?digest=${digest}`, { method: 'POST', body: new Uint8Array(bytes) });
  if (status !== 201) throw new Error(`HTTP ${status}`);
  return digest;
}
