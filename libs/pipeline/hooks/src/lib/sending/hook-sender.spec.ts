/** Proves where hooks may not go, by listeners that see no connection, and that no answer can hold or fill the sender. */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import dns from 'node:dns/promises';
import { gzipSync } from 'node:zlib';
import { HookTargets } from '../guard/hook-targets';
import { HookSender } from './hook-sender';

/** The type of the first record of a connection by TLS. */
const TLS_HANDSHAKE = 22;

const servers: Server[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  servers.push(server.listen(port, host));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const serve = (answer: RequestListener): Promise<number> => listen(createHttpServer(answer));

function targets(...allowed: string[]): HookTargets {
  const parsed = HookTargets.parse(allowed);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

const send = (url: string, allowed: string[] = [], timeoutMs?: number) =>
  new HookSender(targets(...allowed), timeoutMs).send({ url, headers: { 'webhook-id': '1' }, body: '{}' });

it('gives up after ten seconds unless it is told otherwise', async () => {
  const timeout = jest.spyOn(AbortSignal, 'timeout');
  const port = await serve((_request, response) => void response.end());
  const [url, allowed] = [`http://127.0.0.1:${port}/`, ['127.0.0.0/8']];
  expect(await send(url, allowed)).toMatchObject({ type: 'answered' });
  expect(await send(url, allowed, 60)).toMatchObject({ type: 'answered' });
  expect(timeout.mock.calls).toEqual([[10_000], [60]]);
});

it('asks for an answer that is not compressed, which it could not read', async () => {
  const port = await serve(({ headers }, response) => {
    const mayEncode = (headers['accept-encoding'] ?? '*') !== 'identity';
    const text = '{"status":"canceled"}';
    response.writeHead(200, mayEncode ? { 'content-encoding': 'gzip' } : {}).end(mayEncode ? gzipSync(text) : text);
  });
  expect(await send(`http://127.0.0.1:${port}/`, ['127.0.0.0/8'])).toMatchObject({ body: '{"status":"canceled"}' });
});

const HOSTS = [
  '127.0.0.1', '127.1', '127.0.1', '0', '0.0.0.0', '0x7f000001', '0x7f.1', '2130706433', '017700000001', '0177.0.0.1',
  '127.255.255.254', '%31%32%37.0.0.1', '①②⑦.0.0.1', '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]',
  '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]', '[::ffff:a9fe:a9fe]', '[fd00:ec2::254]',
  '[fe80::1]', '[fc00::1]', '[3fff::1]', '[5f00::1]', '[100:0:0:1::1]', '[::ffff:0:7f00:1]', '[ff02::1]', '169.254.169.254', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '100.64.0.1',
  '100.127.255.255', '192.0.0.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', 'localhost', 'LOCALHOST', 'localhost.',
  'a.localhost', 'user:password@127.0.0.1', 'public.example@127.0.0.1', '127.0.0.1#.public.example', '127.0.0.1\\.public.example', 'user@8.8.8.8',
];

it.each(HOSTS)('refuses http://%s when it is saved and when it is sent, and connects to nothing', async (host) => {
  let connections = 0;
  const port = await listen(createServer(() => (connections += 1)));
  await listen(createServer(() => (connections += 1)), '::1', port).catch(() => undefined);
  const url = host.includes('#') || host.includes('\\') ? `http://${host.replace(/(?=[#\\])/, `:${port}`)}/` : `http://${host}:${port}/`;
  expect(targets().problemOf(url)).toEqual(expect.any(String));
  expect(await send(url)).toEqual({ type: 'failed', error: expect.stringMatching(/^blocked: /) });
  expect(connections).toBe(0);
});

it.each(['gopher://a.example/', 'file:///etc/passwd', 'ftp://a.example', 'javascript:alert(1)', 'http://', 'a.example', 'http://[fe80::1%25lo]/', 'http://a.example:0/', 'http://a.example:65536/'])(
  'refuses %s',
  async (url) => {
    expect(targets().problemOf(url)).toEqual(expect.any(String));
    expect(await send(url)).toMatchObject({ type: 'failed', error: expect.stringMatching(/^blocked: /) });
  },
);

it.each(['https://hooks.example/a?b=c', 'http://8.8.8.8:8080/', 'https://[2606:4700::1111]/', 'http://hooks.example:1/'])('would save %s', (url) => {
  expect(targets().problemOf(url)).toBeUndefined();
});

describe('a name', () => {
  const resolveTo = (...answers: (readonly string[])[]): jest.SpyInstance => {
    const spy = jest.spyOn(dns, 'lookup');
    for (const addresses of answers) {
      spy.mockResolvedValueOnce(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })) as never);
    }
    return spy;
  };

  it.each([
    ['loopback', ['127.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['a network that few know of', ['100:0:0:1::5']],
    ['a public and a private address', ['127.0.0.1', '93.184.216.34']],
    ['a private address behind a public one', ['93.184.216.34', '::1']],
  ])('that stands for %s is refused and connected to nowhere', async (_name, addresses) => {
    let connections = 0;
    const port = await listen(createServer(() => (connections += 1)));
    resolveTo(addresses);
    expect(await send(`http://rebound.example:${port}/`)).toEqual({ type: 'failed', error: expect.stringContaining('not public') });
    expect(connections).toBe(0);
  });

  it('is resolved once: what was checked is what is connected to', async () => {
    const port = await serve((_request, response) => response.end('first'));
    const spy = resolveTo(['127.0.0.1'], ['127.0.0.2']);
    expect(await send(`http://rebound.example:${port}/`, ['127.0.0.1'])).toMatchObject({ status: 200, body: 'first' });
    expect(spy).toHaveBeenCalledTimes(1);
  });

  it('that cannot be resolved fails with no word of the name', async () => {
    expect(await send('http://s3cret.invalid/')).toEqual({ type: 'failed', error: expect.not.stringContaining('s3cret') });
  });

  it('that is never resolved is given up in time', async () => {
    jest.spyOn(dns, 'lookup').mockReturnValueOnce(new Promise(() => undefined) as never);
    expect(await send('http://slow.example/', [], 50)).toEqual({ type: 'failed', error: 'no answer within 0.05 s' });
  });

  it.each([
    [4, 1],
    [8, 3],
  ])('that is never resolved takes no more than its share of %d threads, given up or not: %d', async (threads, share) => {
    const port = await serve((_request, response) => response.end('here'));
    let endFirst = (): void => undefined;
    const asked: string[] = [];
    jest.spyOn(dns, 'lookup').mockImplementation((host) => {
      asked.push(host);
      if (host === 'quick.example') return Promise.resolve([{ address: '127.0.0.1', family: 4 }]) as never;
      return new Promise((_resolve, reject) => (endFirst = () => reject(new Error('silent')))) as never;
    });
    const allowed = HookTargets.parse(['127.0.0.1'], threads);
    if (!allowed.ok) throw new Error(allowed.error);
    const told = (host: string, timeoutMs?: number) =>
      new HookSender(allowed.value, timeoutMs).send({ url: `http://${host}:${port}/`, headers: {}, body: '{}' });
    const silent = Array.from({ length: share }, (_unused, index) => `silent-${index}.example`);
    for (const host of [...silent, 'late.example', 'quick.example']) {
      expect(await told(host, 50)).toEqual({ type: 'failed', error: 'no answer within 0.05 s' });
    }
    expect(asked).toEqual(silent);
    endFirst();
    expect(await told('quick.example')).toMatchObject({ status: 200 });
    expect(asked).toEqual([...silent, 'quick.example']);
  });
});

describe('what is allowed', () => {
  it.each([
    ['by network', (_port: number) => '127.0.0.0/8'],
    ['by address', (_port: number) => '127.0.0.1'],
    ['by host and port', (port: number) => `127.0.0.1:${port}`],
  ])('%s can be reached', async (_name, entry) => {
    const port = await serve((_request, response) => response.end('here'));
    const url = `http://127.0.0.1:${port}/`;
    expect(targets(entry(port)).problemOf(url)).toBeUndefined();
    expect(await send(url, [entry(port)])).toEqual({ type: 'answered', status: 200, body: 'here' });
  });

  it('opens nothing else: not another port, not another address', async () => {
    expect(targets('127.0.0.1:1').problemOf('http://127.0.0.1:2/')).toEqual(expect.any(String));
    expect(targets('127.0.0.1').problemOf('http://127.0.0.2/')).toEqual(expect.any(String));
    expect(await send('http://127.0.0.2:1/', ['127.0.0.1'])).toMatchObject({ error: expect.stringMatching(/^blocked/) });
  });

  it.each(['10.0.0.0/33', '10.0.0.0/', 'a', '::1/129', 'http://a:80', 'a:b', '10.0.0.0/8/8'])('cannot be %s', (entry) => {
    expect(HookTargets.parse([entry]).ok).toBe(false);
  });

  it('may be IPv6', () => {
    expect(targets('::1', 'fd00::/8', '[fe80::1]:80').problemOf('http://[::1]:9/')).toBeUndefined();
    expect(targets('[fe80::1]:80').problemOf('http://[fe80::1]/')).toBeUndefined();
  });
});

describe('an answer', () => {
  const LOOPBACK = ['127.0.0.1'];

  it('that redirects is not followed', async () => {
    let followed = 0;
    const inner = await serve((_request, response) => response.end(String((followed += 1))));
    const port = await serve((_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${inner}/` }).end());
    expect(await send(`http://127.0.0.1:${port}/`, LOOPBACK)).toMatchObject({ type: 'answered', status: 302 });
    expect(followed).toBe(0);
  });

  it('that never ends is cut at 4 kB', async () => {
    const port = await serve((_request, response) => {
      const fill = (): void => {
        if (response.destroyed) return;
        response.write('x'.repeat(1_000));
        setImmediate(fill);
      };
      fill();
    });
    const answer = await send(`http://127.0.0.1:${port}/`, LOOPBACK);
    expect(answer).toMatchObject({ type: 'answered', status: 200, body: 'x'.repeat(4_096) });
  });

  it.each([
    ['no answer', () => undefined],
    ['half an answer', ((_request, response) => response.writeHead(200).write('{')) as RequestListener],
  ])('%s is given up in time', async (_name, answer) => {
    const port = await serve(answer);
    expect(await send(`http://127.0.0.1:${port}/`, LOOPBACK, 100)).toEqual({ type: 'failed', error: 'no answer within 0.1 s' });
    servers.forEach((server) => (server as ReturnType<typeof createHttpServer>).closeAllConnections());
  });

  it('is not waited for when the caller gives up: the reason is thrown', async () => {
    const caller = new AbortController();
    const port = await serve(() => caller.abort(new Error('stopping')));
    const request = { url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}', signal: caller.signal };
    await expect(new HookSender(targets(...LOOPBACK)).send(request)).rejects.toThrow('stopping');
    servers.forEach((server) => (server as ReturnType<typeof createHttpServer>).closeAllConnections());
  });

  it('that nobody gives is a failure with its code', async () => {
    const port = await serve(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await send(`http://127.0.0.1:${port}/s3cret`, LOOPBACK)).toEqual({ type: 'failed', error: 'the request failed: ECONNREFUSED' });
  });
});

it('speaks TLS where the address says https', async () => {
  const firstByte: number[] = [];
  const port = await listen(createServer((socket) => socket.on('error', () => undefined).once('data', (data) => (firstByte.push(data[0] ?? 0), socket.destroy()))));
  expect(await send(`https://127.0.0.1:${port}/`, ['127.0.0.1'])).toMatchObject({ type: 'failed' });
  expect(firstByte).toEqual([TLS_HANDSHAKE]);
});

it('says in GitLab’s words what is wrong with an address', () => {
  expect(['http://localhost/', 'http://10.0.0.1/', 'ftp://a.example/', 'http://a:b@a.example/', 'http://a.example:0/', 'a'].map((url) => targets().problemOf(url))).toEqual([
    'Requests to localhost are not allowed',
    'Requests to addresses that are not public are not allowed',
    'Only allowed schemes are http, https',
    'User and password are not allowed in it',
    'Host or port is invalid',
    'URI is invalid',
  ]);
});
