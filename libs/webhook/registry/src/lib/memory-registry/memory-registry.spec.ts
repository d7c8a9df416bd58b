/** Proves that the registry in memory is one that clients of registries can push to and pull from, and that it cannot be filled. */
import { digestOf } from '../manifest/digest';
import { startMemoryRegistry, type MemoryRegistry } from './start-memory-registry';

const BLOB = Buffer.from('blob');
const DIGEST = digestOf(BLOB);
const MEDIA_TYPE = 'application/vnd.oci.image.manifest.v1+json';

let registry: MemoryRegistry;
beforeEach(async () => {
  registry = await startMemoryRegistry();
});
afterEach(() => registry.stop());

const call = (method: string, path: string, body?: Buffer, headers: Record<string, string> = {}) =>
  fetch(new URL(path, registry.url), { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) });
const location = (response: Response): string => response.headers.get('location') ?? '';

async function statusAndCode(response: Response): Promise<readonly [number, string | undefined]> {
  const { errors } = (await response.json()) as { errors?: { code: string }[] };
  return [response.status, errors?.[0]?.code];
}

it('listens on the loopback address and says that it is one', async () => {
  expect(registry.url).toBe(`http://${registry.host}`);
  expect(registry.host).toMatch(/^127\.0\.0\.1:\d+$/);
  expect((await call('GET', '/v2/')).status).toBe(200);
});

describe('a blob', () => {
  it.each([
    ['in one request', async () => call('POST', `/v2/a/b/blobs/uploads/?digest=${DIGEST}`, BLOB)],
    ['in two requests', async () => call('PUT', `${location(await call('POST', '/v2/a/b/blobs/uploads/'))}?digest=${DIGEST}`, BLOB)],
    ['in chunks', async () => {
      const started = await call('POST', '/v2/a/b/blobs/uploads/');
      const first = await call('PATCH', location(started), BLOB.subarray(0, 1));
      const second = await call('PATCH', location(first), BLOB.subarray(1, 3));
      expect([first, second].map(({ status, headers }) => [status, headers.get('range')])).toEqual([[202, '0-0'], [202, '0-2']]);
      return call('PUT', `${location(second)}?digest=${DIGEST}`, BLOB.subarray(3));
    }],
  ])('is pushed %s and pulled', async (_name, push) => {
    expect((await call('HEAD', `/v2/a/b/blobs/${DIGEST}`)).status).toBe(404);
    const pushed = await push();
    expect([pushed.status, pushed.headers.get('docker-content-digest')]).toEqual([201, DIGEST]);
    const head = await call('HEAD', location(pushed));
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '4']);
    expect(await (await call('GET', location(pushed))).text()).toBe('blob');
  });

  it('is of its repository alone', async () => {
    await call('POST', `/v2/a/blobs/uploads/?digest=${DIGEST}`, BLOB);
    expect(await statusAndCode(await call('GET', `/v2/b/blobs/${DIGEST}`))).toEqual([404, 'BLOB_UNKNOWN']);
  });

  it('with another digest is not taken, and its upload is gone', async () => {
    const upload = location(await call('POST', '/v2/a/blobs/uploads/'));
    expect(await statusAndCode(await call('PUT', `${upload}?digest=${DIGEST}`, Buffer.from('other')))).toEqual([400, 'DIGEST_INVALID']);
    for (const method of ['PUT', 'PATCH']) expect(await statusAndCode(await call(method, `${upload}?digest=${DIGEST}`, BLOB))).toEqual([404, 'BLOB_UPLOAD_UNKNOWN']);
  });
});

describe('a manifest', () => {
  const put = (reference: string, body: string) => call('PUT', `/v2/a/manifests/${reference}`, Buffer.from(body), { 'content-type': MEDIA_TYPE });

  it('is pushed by tag and pulled by tag and digest, byte for byte', async () => {
    const pushed = await put('latest', '{ "a": 1 }');
    const digest = digestOf(Buffer.from('{ "a": 1 }'));
    expect([pushed.status, location(pushed)]).toEqual([201, `/v2/a/manifests/${digest}`]);
    for (const reference of ['latest', digest]) {
      const pulled = await call('GET', `/v2/a/manifests/${reference}`);
      expect([await pulled.text(), pulled.headers.get('content-type'), pulled.headers.get('docker-content-digest')]).toEqual(['{ "a": 1 }', MEDIA_TYPE, digest]);
      expect((await call('HEAD', `/v2/a/manifests/${reference}`)).headers.get('content-length')).toBe('10');
    }
  });

  it('stays where it is when its tag moves', async () => {
    await put('latest', '1');
    await put('latest', '2');
    await put('v1', '1');
    expect(await (await call('GET', '/v2/a/manifests/latest')).text()).toBe('2');
    expect(await (await call('GET', `/v2/a/manifests/${digestOf(Buffer.from('1'))}`)).text()).toBe('1');
    expect(await (await call('GET', '/v2/a/tags/list')).json()).toEqual({ name: 'a', tags: ['latest', 'v1'] });
  });

  it.each([
    [DIGEST, [400, 'DIGEST_INVALID']],
    ['-tag', [400, 'MANIFEST_INVALID']],
  ])('is not taken as %s', async (reference, expected) => {
    expect(await statusAndCode(await put(reference, '{}'))).toEqual(expected);
  });
});

it.each([
  ['GET', '/v2/a/manifests/none', [404, 'MANIFEST_UNKNOWN']],
  ['GET', '/v2/a/tags/list', [404, 'NAME_UNKNOWN']],
  ['GET', '/v2/A/tags/list', [400, 'NAME_INVALID']],
  ['DELETE', '/v2/a/manifests/none', [404, 'UNSUPPORTED']],
  ['GET', '/', [404, 'UNSUPPORTED']],
])('%s %s is refused in the words of the specification', async (method, path, expected) => {
  expect(await statusAndCode(await call(method, path))).toEqual(expected);
});

it('takes no body of more than 16 MiB, and no more than 64 MiB of all kinds', async () => {
  const [part, tooLarge] = [Buffer.alloc(15 * 1_024 * 1_024), Buffer.alloc(16 * 1_024 * 1_024 + 1)];
  const upload = location(await call('POST', '/v2/a/blobs/uploads/'));
  expect(await statusAndCode(await call('PATCH', upload, tooLarge))).toEqual([413, 'SIZE_INVALID']);
  for (let sent = 0; sent < 4; sent += 1) expect((await call('PATCH', upload, part)).status).toBe(202);
  expect(await statusAndCode(await call('PATCH', upload, part))).toEqual([413, 'SIZE_INVALID']);
  expect(await statusAndCode(await call('PUT', '/v2/a/manifests/latest', part))).toEqual([413, 'SIZE_INVALID']);
  // What is not kept makes room.
  await call('PUT', `${upload}?digest=${DIGEST}`);
  expect((await call('PUT', '/v2/a/manifests/latest', part)).status).toBe(201);
});
