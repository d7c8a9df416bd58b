/** Proves that credentials go to the token server that a registry names, and to nobody that is not allowed to see them. */
import type { RequestListener } from 'node:http';
import { json, NAME, resolve, ROBOT, serve, stopServers } from './registry.fixture';
import { challenge, DIGEST, FOUND, MANIFEST, MANIFEST_PATH, recorded, refused } from './hostile-registry.fixture';

afterEach(stopServers);

describe('a challenge', () => {
  const BASIC = `Basic ${Buffer.from(`${ROBOT.username}:${ROBOT.password}`).toString('base64')}`;
  const asking = (realm: () => string, parameters = ''): RequestListener => ({ headers }, response) => {
    if (headers.authorization === 'Bearer the.token') response.end(MANIFEST);
    else challenge(response, `Bearer realm="${realm()}"${parameters}`);
  };

  it.each(['token', 'access_token'])('is met by the %s of the token server, which alone sees the password', async (field) => {
    const server = await recorded((_request, response) => response.end(json({ [field]: 'the.token' })));
    const registry = await recorded(asking(() => `http://${server.host}/jwt/auth?a=b`, `,service="container_registry",scope="repository:${NAME}:pull"`));
    expect(await resolve(registry.host, DIGEST, ROBOT, [registry.host, server.host])).toEqual(FOUND);
    expect(server.calls).toEqual([[`/jwt/auth?a=b&service=container_registry&scope=${encodeURIComponent(`repository:${NAME}:pull`)}`, BASIC]]);
    expect(registry.calls).toEqual([[MANIFEST_PATH, undefined], [MANIFEST_PATH, 'Bearer the.token']]);
  });

  it('is met without credentials where none are given', async () => {
    const server = await recorded((_request, response) => response.end(json({ token: 'the.token' })));
    const host = await serve(asking(() => `http://${server.host}/`));
    expect(await resolve(host, DIGEST, null, [host, server.host])).toEqual(FOUND);
    expect(server.calls).toEqual([[expect.any(String), undefined]]);
  });

  it.each([
    ['more than reading', `repository:${NAME}:pull,push`],
    ['several things', `repository:${NAME}:pull registry:catalog:*`],
    ['nothing', ''],
    ['what is no scope', 'pull'],
  ])('for %s is met by a token for reading', async (_name, scope) => {
    const server = await recorded((_request, response) => response.end(json({ token: 'the.token' })));
    const host = await serve(asking(() => `http://${server.host}/`, `,scope="${scope}"`));
    await resolve(host, DIGEST, null, [host, server.host]);
    expect(server.calls).toEqual([[`/?scope=${encodeURIComponent(`repository:${NAME}:pull`)}`, undefined]]);
  });

  it('that names the repository as it is called behind a proxy is met as it asks', async () => {
    const server = await recorded((_request, response) => response.end(json({ token: 'the.token' })));
    const host = await serve(asking(() => `http://${server.host}/`, ',scope="repository:mirror/app:pull"'));
    await resolve(host, DIGEST, null, [host, server.host]);
    expect(server.calls).toEqual([[`/?scope=${encodeURIComponent('repository:mirror/app:pull')}`, undefined]]);
  });

  it('with a realm off the list gets nothing', async () => {
    const server = await recorded((_request, response) => response.end(json({ token: 'the.token' })));
    const host = await serve(asking(() => `http://${server.host}/token`));
    expect(await resolve(host, DIGEST, ROBOT)).toEqual(refused('host_not_allowed', expect.stringContaining(server.host)));
    expect(server.calls).toEqual([]);
  });

  it('with a token server that redirects tells the next host no password', async () => {
    const third = await recorded((_request, response) => response.end(json({ token: 'the.token' })));
    const server = await serve((_request, response) => response.writeHead(302, { location: `http://${third.host}/token` }).end());
    const host = await serve(asking(() => `http://${server}/`));
    expect(await resolve(host, DIGEST, ROBOT, [host, server, third.host])).toEqual(FOUND);
    expect(third.calls).toEqual([['/token', undefined]]);
  });

  it('never brings the token to a third host', async () => {
    const third = await recorded((_request, response) => response.end(MANIFEST));
    const registry = await recorded(({ url, headers }, response) => {
      if (url?.startsWith('/token')) response.end(json({ token: 'the.token' }));
      else if (headers.authorization === undefined) challenge(response, `Bearer realm="http://${registry.host}/token"`);
      else response.writeHead(307, { location: `http://${third.host}/x` }).end();
    });
    expect(await resolve(registry.host, DIGEST, ROBOT, [registry.host, third.host])).toEqual(FOUND);
    expect(third.calls).toEqual([['/x', undefined]]);
  });

  it.each(['Basic realm="a"', 'Bearer realm="http://HOST/token"'])('of %s that never ends is met once', async (header) => {
    const { host, calls } = await recorded(({ url, headers }, response) => {
      if (url?.startsWith('/token')) response.end(json({ token: 'the.token' }));
      else challenge(response, header.replace('HOST', headers.host ?? ''));
    });
    expect(await resolve(host, DIGEST, ROBOT)).toEqual(refused('unauthorized'));
    expect(calls.filter(([path]) => path === MANIFEST_PATH)).toHaveLength(2);
  });

  it.each([
    ['no challenge', undefined],
    ['one that nobody knows', 'Negotiate'],
  ])('with %s cannot be met', async (_name, header) => {
    const { host, calls } = await recorded((_request, response) => response.writeHead(401, header === undefined ? {} : { 'www-authenticate': header }).end());
    expect(await resolve(host, DIGEST, ROBOT)).toEqual(refused('unauthorized'));
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['no address as its realm', 'Bearer realm="token"', {}, 200, 'malformed'],
    ['a token server without a token', 'Bearer realm="http://HOST/token"', {}, 200, 'malformed'],
    ['a token that would be a header', 'Bearer realm="http://HOST/token"', { token: 'a\r\nb: c' }, 200, 'malformed'],
    ['a token that is too long', 'Bearer realm="http://HOST/token"', { token: 'a'.repeat(8_193) }, 200, 'malformed'],
    ['a token that is no text', 'Bearer realm="http://HOST/token"', { token: {} }, 200, 'malformed'],
    ['a token server that refuses', 'Bearer realm="http://HOST/token"', {}, 403, 'unauthorized'],
    ['a token server that is not there', 'Bearer realm="http://HOST/token"', {}, 404, 'malformed'],
    ['a token server that is down', 'Bearer realm="http://HOST/token"', {}, 502, 'unreachable'],
  ])('with %s is refused, without a word of what was sent', async (_name, header, body, status, code) => {
    const host = await serve(({ url, headers }, response) => {
      if (url?.startsWith('/token')) response.writeHead(status).end(json(body));
      else challenge(response, header.replace('HOST', headers.host ?? ''));
    });
    const answer = await resolve(host, DIGEST, ROBOT);
    expect(answer).toEqual(refused(code, expect.not.stringContaining('token":')));
    expect(JSON.stringify(answer)).not.toContain(ROBOT.password);
  });
});
