/** Specs of a hostile registry: the artifact that it has, and what it is asked. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { digestOf } from '../manifest/digest';
import { manifestOf, NAME, REVISION, revisionOf, serve } from './registry.fixture';

export const MANIFEST = manifestOf(revisionOf(REVISION));
export const DIGEST = digestOf(MANIFEST);
export const FOUND = { ok: true, value: { annotation: REVISION, source: 'manifest' } };
export const MANIFEST_PATH = `/v2/${NAME}/manifests/${DIGEST}`;

export const refused = (code: string, message: unknown = expect.any(String)) => ({ ok: false, error: { code, message } });
export const challenge = (response: ServerResponse, header: string) => response.writeHead(401, { 'www-authenticate': header }).end();

type Call = readonly [path: string | undefined, authorization: string | undefined];

/** What a server was asked: path and credentials of each request. */
export async function recorded(listener: RequestListener): Promise<{ readonly host: string; readonly calls: Call[] }> {
  const calls: Call[] = [];
  const record = ({ url, headers }: IncomingMessage) => calls.push([url, headers.authorization]);
  return { host: await serve((request, response) => (record(request), listener(request, response))), calls };
}
