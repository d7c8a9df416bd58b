/** Proves that no registry can have the client believe it, hold or fill it, send it elsewhere, or learn what is not its own. */
import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { RegistryAllowList } from '../allow-list/registry-allow-list';
import { digestOf } from '../manifest/digest';
import { clientFor, indexOf, json, manifestOf, NAME, resolve, REVISION, revisionOf, ROBOT, serve, serveBytes, stopServers } from './registry.fixture';
import { challenge, DIGEST, FOUND, MANIFEST, MANIFEST_PATH, recorded, refused } from './hostile-registry.fixture';
import { RegistryClient } from './registry-client';

afterEach(() => {
  jest.restoreAllMocks();
  return stopServers();
});

/** Writes without end, until the other side has had enough. */
function pour(response: ServerResponse): void {
  const fill = (): void => {
    if (response.destroyed) return;
    if (response.write('x'.repeat(65_536))) setImmediate(fill);
    else response.once('drain', fill);
  };
  fill();
}

describe('an answer', () => {
  it.each([
    ['of another manifest', manifestOf(revisionOf('main@sha1:another'))],
    ['with one byte more', Buffer.concat([MANIFEST, Buffer.from('\n')])],
    ['that is not even JSON', Buffer.from('<html>')],
    ['of nothing', Buffer.alloc(0)],
  ])('%s is not believed, whatever digest the header claims', async (_name, bytes) => {
    const host = await serve((_request, response) => response.writeHead(200, { 'docker-content-digest': DIGEST }).end(bytes));
    expect(await resolve(host, DIGEST)).toEqual(refused('digest_mismatch'));
  });

  it('of another configuration than the manifest names is not believed', async () => {
    const manifest = manifestOf(undefined, { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(json({})) });
    const config = json({ config: { Labels: revisionOf(REVISION) } });
    const host = await serve(({ url }, response) => response.end(url?.includes('/blobs/') ? config : manifest));
    expect(await resolve(host, digestOf(manifest))).toEqual(refused('digest_mismatch'));
  });

  it('is asked for in the four formats, uncompressed', async () => {
    const headers: unknown[] = [];
    const host = await serve((request, response) => (headers.push(request.headers), response.end(MANIFEST)));
    expect(await resolve(host, DIGEST)).toEqual(FOUND);
    const accept = 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json';
    expect(headers).toEqual([expect.objectContaining({ accept, 'accept-encoding': 'identity' })]);
  });

  it('that never ends is cut, and its connection closed', async () => {
    let closed: Promise<unknown> | undefined;
    const host = await serve((_request, response) => {
      closed = once(response, 'close');
      pour(response);
    });
    expect(await resolve(host, DIGEST)).toEqual(refused('too_large'));
    await closed;
  });

  it('that announces too much is not waited for', async () => {
    const host = await serve((_request, response) => response.writeHead(200, { 'content-length': 3.5 * 1_024 * 1_024 + 1 }).flushHeaders());
    expect(await resolve(host, DIGEST)).toEqual(refused('too_large'));
  });

  it('whose parts are too large together is not read to its end', async () => {
    const parts = new Map([1, 2, 3, 4].map((part) => manifestOf(revisionOf(REVISION), { padding: `${part}`.repeat(1_000_000) })).map((bytes) => [digestOf(bytes), bytes]));
    const index = indexOf([...parts.keys()].map((digest) => ({ digest })));
    let sent = 0;
    const host = await serve(({ url }, response) => {
      const bytes = parts.get(url?.split('/').at(-1) ?? '') ?? index;
      // Announced by no length, so that it has to be read.
      response.write(bytes);
      response.end();
      sent += bytes.length;
    });
    expect(await resolve(host, digestOf(index))).toEqual(refused('too_large'));
    expect(sent).toBeLessThan(4_100_000);
    const smaller = indexOf([...parts.keys()].slice(0, 3).map((digest) => ({ digest })));
    const other = await serve(({ url }, response) => response.end(parts.get(url?.split('/').at(-1) ?? '') ?? smaller));
    expect(await resolve(other, digestOf(smaller))).toEqual(FOUND);
  });

  it('that redirects, with a long body each time, is cut at the same sum', async () => {
    const piece = Buffer.alloc(1_000_000, ' ');
    const host = await serve(({ url }, response) => response.writeHead(302, { location: `${url}x` }).end(piece));
    expect(await resolve(host, DIGEST)).toEqual(refused('too_large'));
  });

  it.each([
    ['of very many values', Buffer.from(`{"layers":[${'{},'.repeat(1_000_000)}0],"config":{}}`), 'more than 10000 values'],
    ['that is nested deeply', Buffer.from(`{"layers":${'['.repeat(1_000)}${']'.repeat(1_000)}}`), 'nested deeper'],
  ])('%s is not parsed', async (_name, bytes, message) => {
    const host = await serve((_request, response) => response.end(bytes));
    expect(await resolve(host, digestOf(bytes))).toEqual(refused('malformed', expect.stringContaining(message)));
  });

  it('that ends before its announced length is none', async () => {
    const host = await serveBytes(`HTTP/1.1 200 OK\r\nContent-Length: ${MANIFEST.length + 1}\r\n\r\n${MANIFEST}`);
    expect(await resolve(host, DIGEST)).toEqual(refused('unreachable'));
  });

  it('that is longer than announced counts as announced', async () => {
    const host = await serveBytes(`HTTP/1.1 200 OK\r\nContent-Length: ${MANIFEST.length - 1}\r\n\r\n${MANIFEST}`);
    expect(await resolve(host, DIGEST)).toEqual(refused('digest_mismatch'));
  });

  it('that is compressed is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_024 * 1_024));
    const host = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    expect(await resolve(host, digestOf(bomb))).toEqual(refused('malformed', expect.stringContaining('compressed')));
  });

  it.each(['SSH-2.0-OpenSSH_9.2\r\n', `HTTP/1.1 200 OK\r\na: ${'b'.repeat(100_000)}\r\n\r\n`])('that is not HTTP is refused: %.20s', async (bytes) => {
    expect(await resolve(await serveBytes(bytes), DIGEST)).toEqual(refused('malformed', expect.stringContaining('not HTTP')));
  });

  it.each(['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n', ''])('that is no answer to a request is none: %.20s', async (bytes) => {
    expect(await resolve(await serveBytes(bytes), DIGEST)).toEqual(refused('unreachable'));
  });

  it('in plain text is none where HTTPS is asked for', async () => {
    const { host, calls } = await recorded((_request, response) => response.end(MANIFEST));
    const allowList = RegistryAllowList.parse([host]);
    if (!allowList.ok) throw new Error(allowList.error);
    const resolved = new RegistryClient(allowList.value).resolveRevision({ repository: { host, name: NAME }, digest: DIGEST, credentials: ROBOT });
    expect([await resolved, calls]).toEqual([refused('unreachable', expect.stringMatching(/SSL|EPROTO|ECONNRESET/)), []]);
  });

  it.each([
    [204, 'malformed'], [304, 'malformed'], [400, 'malformed'], [403, 'unauthorized'], [404, 'not_found'], [410, 'malformed'], [429, 'unreachable'], [503, 'unreachable'],
  ])('of status %d means %s', async (status, code) => {
    const host = await serve((_request, response) => response.writeHead(status).end());
    expect(await resolve(host, DIGEST)).toEqual(refused(code));
  });
});

describe('a wait', () => {
  it.each<[string, RequestListener]>([
    ['for any answer', () => undefined],
    ['for the rest of an answer', (_request, response) => response.write('{')],
    ['while bytes come one by one', (_request, response) => void setInterval(() => response.write(' '), 5).unref()],
    ['for a token', ({ url, headers }, response) => void (url?.startsWith('/token') || challenge(response, `Bearer realm="http://${headers.host}/token"`))],
  ])('%s ends in time', async (_name, listener) => {
    const host = await serve(listener);
    expect(await clientFor([host], 60).resolveRevision({ repository: { host, name: NAME }, digest: DIGEST, credentials: null })).toEqual(refused('timed_out'));
  });

  it('ends after nine seconds unless another time is set', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    const host = await serve((_request, response) => response.end(MANIFEST));
    const request = { repository: { host, name: NAME }, digest: DIGEST, credentials: null };
    for (const client of [clientFor([host]), clientFor([host], 5_000)]) expect(await client.resolveRevision(request)).toEqual(FOUND);
    expect(timeout.mock.calls).toEqual([[9_000], [5_000]]);
    timeout.mockRestore();
  });

  it('ends when the caller gives up, with the reason', async () => {
    const caller = new AbortController();
    const host = await serve(() => caller.abort(new Error('stopping')));
    const resolved = clientFor([host]).resolveRevision({ repository: { host, name: NAME }, digest: DIGEST, credentials: null, signal: caller.signal });
    await expect(resolved).rejects.toThrow('stopping');
  });

  it('is none where nobody listens', async () => {
    const host = await serve(() => undefined);
    await stopServers();
    expect(await resolve(host, DIGEST)).toEqual(refused('unreachable', expect.stringContaining('ECONNREFUSED')));
  });
});

describe('a redirect', () => {
  const redirect = (location: () => string): RequestListener => ({ url }, response) => {
    if (url === MANIFEST_PATH) response.writeHead(307, { location: location() }).end();
    else response.end(MANIFEST);
  };

  it.each(['http://HOST/elsewhere', '//HOST/elsewhere', 'http://user:password@HOST/elsewhere', 'file:///etc/passwd', 'https://HOST/'])('to %s is not followed off the list', async (location) => {
    const other = await recorded((_request, response) => response.end(MANIFEST));
    const host = await serve(redirect(() => location.replace('HOST', other.host)));
    expect(await resolve(host, DIGEST)).toEqual(refused('host_not_allowed'));
    expect(other.calls).toEqual([]);
  });

  it('names the host that would have to be listed, but not its credentials', async () => {
    const host = await serve(redirect(() => 'http://user:s3cret@cdn.example/?s3cret'));
    expect(await resolve(host, DIGEST)).toEqual(refused('host_not_allowed', expect.stringMatching(/: cdn\.example$/)));
  });

  it('within the registry, or to a listed host, is followed', async () => {
    const other = await serve((_request, response) => response.end(MANIFEST));
    for (const location of ['/elsewhere', `http://${other}/x`]) {
      const host = await serve(redirect(() => location));
      expect(await resolve(host, DIGEST, null, [host, other])).toEqual(FOUND);
    }
  });

  it('tells the other host neither name nor password, and goes on without them when it leads back', async () => {
    const other = await recorded(({ url }, response) => response.writeHead(302, { location: `http://${registry.host}${url}/back` }).end());
    const registry = await recorded(({ url, headers }, response) => {
      if (url !== MANIFEST_PATH) response.end(MANIFEST);
      else if (headers.authorization === undefined) challenge(response, 'Basic realm="a"');
      else response.writeHead(302, { location: `http://${other.host}/there` }).end();
    });
    expect(await resolve(registry.host, DIGEST, ROBOT, [registry.host, other.host])).toEqual(FOUND);
    expect(other.calls).toEqual([['/there', undefined]]);
    expect(registry.calls).toEqual([[MANIFEST_PATH, undefined], [MANIFEST_PATH, expect.stringMatching(/^Basic /)], ['/there/back', undefined]]);
  });

  it('to a host that then asks for credentials gets none', async () => {
    const other = await recorded((_request, response) => challenge(response, 'Basic realm="a"'));
    const host = await serve(redirect(() => `http://${other.host}/x`));
    expect(await resolve(host, DIGEST, ROBOT, [host, other.host])).toEqual(refused('unauthorized'));
    expect(other.calls).toEqual([['/x', undefined]]);
  });

  it.each([
    ['without an address', undefined],
    ['to no address', 'http://['],
  ])('%s leads nowhere', async (_name, location) => {
    const host = await serve((_request, response) => response.writeHead(302, location === undefined ? {} : { location }).end());
    expect(await resolve(host, DIGEST)).toEqual(refused('malformed', expect.stringContaining('nowhere')));
  });

  it('is followed three times, not more', async () => {
    const { host, calls } = await recorded(({ url }, response) => response.writeHead(302, { location: `${url}x` }).end());
    expect(await resolve(host, DIGEST)).toEqual(refused('malformed', expect.stringContaining('more than 3')));
    expect(calls).toHaveLength(4);
  });
});
