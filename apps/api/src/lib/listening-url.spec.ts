/** Proves which address hooks are told where none was set, and when that is of no use to them. */
import { parseEnvironment, type Environment } from '@holdpoint/runtime';
import { isListeningAnywhere, listeningUrl } from './listening-url';

function listeningOn(HOST: string, PORT = '8080'): Environment {
  const environment = parseEnvironment({ DATABASE_URL: 'postgres://x', HOST, PORT });
  if (!environment.ok) throw new Error(environment.error.join());
  return environment.value;
}

it.each([
  ['127.0.0.1', 'http://127.0.0.1:8080'],
  ['localhost', 'http://localhost:8080'],
  ['::1', 'http://[::1]:8080'],
  ['fd00::7', 'http://[fd00::7]:8080'],
])('on %s it is %s', (host, url) => {
  const environment = listeningOn(host);
  expect([listeningUrl(environment), new URL(listeningUrl(environment)).port, isListeningAnywhere(environment)]).toEqual([url, '8080', false]);
});

it.each([['0.0.0.0', '8080'], ['::', '8080'], ['127.0.0.1', '0']])('nobody can call %s with port %s', (host, port) => {
  expect(isListeningAnywhere(listeningOn(host, port))).toBe(true);
});
