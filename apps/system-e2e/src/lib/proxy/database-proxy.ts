import type { Tap } from './link';
import { TcpProxy } from './tcp-proxy';

/** A proxy in front of a database, and the address that leads through it. */
export interface DatabaseProxy {
  readonly proxy: TcpProxy;
  readonly url: string;
}

/** Puts a proxy in front of a database of the test server, which listens on a socket in the `host` of its address. */
export async function startDatabaseProxy(databaseUrl: string, tap?: Tap): Promise<DatabaseProxy> {
  const url = new URL(databaseUrl);
  const directory = url.searchParams.get('host');
  if (directory === null) throw new Error(`the test server has no socket: ${databaseUrl}`);
  const proxy = await TcpProxy.start({ path: `${directory}/.s.PGSQL.${url.port || '5432'}` }, tap);
  return { proxy, url: `postgres://${url.username}@127.0.0.1:${proxy.port}${url.pathname}` };
}
