/** Proves that settings of a session are added to an address as `pg` reads it, and that nothing else in it changes. */
import { Client } from 'pg';
import { isDatabaseUrl } from './is-database-url';
import { pinnedUrl, withServerOptions } from './server-options';

interface Read {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly database: string;
  readonly options: string;
}

function read(url: string): Read {
  const { user, password, host, database, connectionParameters } = new Client({ connectionString: url }) as unknown as Read & {
    readonly connectionParameters: { readonly options: string };
  };
  return { user, password, host, database, options: connectionParameters.options };
}

const PINNED = String.raw`-c DateStyle=ISO -c TimeZone=UTC -c default_transaction_isolation=read\ committed`;

it.each([
  'postgres://u+v:pa+ss@h/d+b',
  'postgres://u:s%40e%C3%A4@h:5433/db?application_name=a+b',
  'postgres://u:secret@/db?host=/var/run/postgresql',
  'postgres:///db?host=/var/run/postgresql',
  'postgresql://u:100%@h/db',
  'postgresql://u:100%x@/db?host=/var/run/postgresql',
  'postgres://h/db#part',
])('pins %s, of which all else stays', (url) => {
  expect(read(pinnedUrl(url))).toEqual({ ...read(url), options: PINNED });
});

it('adds to options that are there, which ours follow', () => {
  const url = 'postgres://u@h/db?sslmode=disable&options=-c%20geqo%3Doff+-c%20work_mem=64MB';
  expect(read(pinnedUrl(withServerOptions(url, '-c jit=off'))).options).toBe(`-c geqo=off -c work_mem=64MB -c jit=off ${PINNED}`);
});

it.each(['postgres://u:pa#ss@h/db', 'postgres://u:pa/ss@h/db', 'postgres://u:pa?ss@h/db', 'postgres://u:%de@h/db', 'postgres://h:port/db'])(
  'knows that %s cannot be read',
  (url) => {
    expect(isDatabaseUrl(url)).toBe(false);
    expect(isDatabaseUrl('postgres://u:s%23@/db?host=/run')).toBe(true);
  },
);
