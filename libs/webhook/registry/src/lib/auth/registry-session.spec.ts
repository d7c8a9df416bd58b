/** Proves that a session shows its user when it is asked to, once, and to its registry alone. */
import { Agent } from 'undici';
import { RegistryAllowList } from '../allow-list/registry-allow-list';
import { ROBOT, serve, stopServers } from '../client/registry.fixture';
import { Exchange } from '../http/exchange';
import { RegistrySession } from './registry-session';

afterEach(stopServers);

function sessionFor(hosts: readonly [string, ...string[]]): RegistrySession {
  const allowList = RegistryAllowList.parse(hosts.map((host) => `http://${host}`));
  if (!allowList.ok) throw new Error(allowList.error);
  const exchange = new Exchange(allowList.value, new Agent({ pipelining: 0 }), AbortSignal.timeout(10_000));
  return new RegistrySession(exchange, `http://${hosts[0]}`, { credentials: ROBOT, scope: 'repository:a:pull' });
}

it('shows its user from then on, but to no other host that it sends to', async () => {
  const seen: (string | undefined)[] = [];
  const host = await serve(({ headers: { authorization } }, response) => {
    seen.push(authorization);
    response.writeHead(authorization === undefined ? 401 : 200, { 'www-authenticate': 'Basic realm="a"' }).end();
  });
  const other = await serve(({ headers: { authorization } }, response) => response.end(authorization));
  const session = sessionFor([host, other]);
  for (const path of ['/a', '/b']) expect(await session.send(path)).toMatchObject({ ok: true, value: { status: 200 } });
  expect(seen).toEqual([undefined, expect.stringMatching(/^Basic /), expect.stringMatching(/^Basic /)]);
  const elsewhere = await session.send(new URL(`http://${other}/`));
  expect(elsewhere.ok && elsewhere.value.body.toString()).toBe('');
});
